package dev.segue.step;

import dev.segue.operation.RowCode;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlName;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is done with the rows of a table, range by range. */
public sealed interface RowWork {

    <R> R accept(Visitor<R> visitor);

    /**
     * True when a row that was done can be told from one that was not by looking at it, so that looking at it twice does
     * no harm.
     */
    boolean tellsWhatIsDone();

    /** True when computing a row once more that is computed already does it no harm. */
    default boolean mayBeRepeated() {
        return tellsWhatIsDone();
    }

    /** The columns of the rows that are gone through that get values, as the database calls them; rather too many than too few. */
    default Set<String> writtenColumns() {
        return WrittenColumns.of(this);
    }

    /** What may be lost for good; empty where there is no way back, or none that could lose anything. */
    List<Loss> losses();

    /** A guard that does is taken to leave out those that were done. */
    private static boolean leavesRowsOut(String guard) {
        return !guard.strip().equalsIgnoreCase("TRUE");
    }

    /** An answer for every kind of work; deliberately without default methods. */
    interface Visitor<R> {
        R visit(Assign work);

        R visit(Look work);

        R visit(UserStatement work);

        R visit(RowFunction work);
    }

    /**
     * Rows whose old value cannot be computed back from what replaces it.
     *
     * @param column the old one, for people
     * @param condition as written behind {@code WHERE}
     */
    record Loss(String column, String condition) {}

    /**
     * Computes columns of each row.
     *
     * @param assignments as written behind {@code SET}
     * @param guard the rows that still need it, for races and for going on after a crash; as written behind {@code WHERE},
     *     {@code TRUE} for all
     * @param steady the same for any row; empty where rows that do not need it must be left alone
     */
    record Assign(String assignments, String guard, List<Loss> losses, Optional<Steady> steady) implements RowWork {

        public Assign {
            losses = List.copyOf(losses);
        }

        public Assign(String assignments, String guard) {
            this(assignments, guard, List.of(), Optional.empty());
        }

        /**
         * What does no harm to a row that does not need it, which gets what it holds; and needs nothing but what is there
         * before the migrate phase.
         *
         * @param columns that are written
         * @param reads the columns of the same row that are looked at; no other row is
         * @param assignments as written behind {@code SET}
         */
        public record Steady(List<SqlName> columns, Set<SqlName> reads, String assignments) {
            public Steady {
                columns = List.copyOf(columns);
                reads = Set.copyOf(reads);
            }

            private boolean goesWith(Steady other) {
                return Collections.disjoint(reads, other.columns) && Collections.disjoint(columns, other.reads);
            }

            private Steady with(Steady other) {
                Set<SqlName> bothRead = new HashSet<>(reads);
                bothRead.addAll(other.reads);
                return new Steady(both(columns, other.columns), bothRead, assignments + ",\n  " + other.assignments);
            }
        }

        /** Both for each row that needs one of them; empty where that could come out otherwise than one behind the other. */
        Optional<Assign> joinedWith(Assign other) {
            return steady.flatMap(own -> other.steady
                    .filter(own::goesWith)
                    .map(own::with)
                    .map(together -> new Assign(
                            together.assignments,
                            "(" + guard + "\n  )\n  OR (" + other.guard + "\n  )",
                            both(losses, other.losses),
                            Optional.of(together))));
        }

        private static <T> List<T> both(List<T> some, List<T> others) {
            return Stream.concat(some.stream(), others.stream()).toList();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return leavesRowsOut(guard);
        }

        @Override
        public boolean mayBeRepeated() {
            return tellsWhatIsDone() || steady.isPresent();
        }
    }

    /**
     * Writes nothing: looks, where that is asked for, what would be lost with a column.
     *
     * @param wayBack to its values, as written behind {@code SET}
     */
    record Look(String wayBack, Loss loss) implements RowWork {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return true;
        }

        @Override
        public List<Loss> losses() {
            return List.of(loss);
        }
    }

    /** Runs a statement of a revision, with the range among its conditions. */
    record UserStatement(DrivenStatement statement) implements RowWork {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return statement.tellsWhatIsDone();
        }

        @Override
        public List<Loss> losses() {
            return List.of();
        }
    }

    /**
     * Computes columns of each row with Java.
     *
     * @param read the columns that the code looks at
     * @param written those that get what it returns
     * @param guard the rows that still need it; as written behind {@code WHERE}, {@code TRUE} for all
     * @param description tells the code from other code of the same revision
     */
    record RowFunction(List<SqlName> read, List<SqlName> written, String guard, String description, RowCode code)
            implements RowWork {

        public RowFunction {
            read = List.copyOf(read);
            written = List.copyOf(written);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return leavesRowsOut(guard);
        }

        @Override
        public List<Loss> losses() {
            return List.of();
        }
    }
}
