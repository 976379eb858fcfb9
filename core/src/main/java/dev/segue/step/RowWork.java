package dev.segue.step;

import dev.segue.operation.RowCode;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlName;
import java.util.List;
import java.util.Optional;

/** What is done with the rows of a table, range by range. */
public sealed interface RowWork {

    <R> R accept(Visitor<R> visitor);

    /**
     * True when a row that was done can be told from one that was not by looking at it, so that looking at it twice does
     * no harm.
     */
    boolean tellsWhatIsDone();

    /** A guard that does is taken to leave out those that were done. */
    private static boolean leavesRowsOut(String guard) {
        return !guard.strip().equalsIgnoreCase("TRUE");
    }

    /** An answer for every kind of work; deliberately without default methods. */
    interface Visitor<R> {
        R visit(Assign work);

        R visit(UserStatement work);

        R visit(RowFunction work);
    }

    /**
     * Computes columns of each row.
     *
     * @param assignments as written behind {@code SET}
     * @param guard the rows that still need it, for races and for going on after a crash; as written behind {@code WHERE},
     *     {@code TRUE} for all
     * @param loss the rows that are filled, and whose old value cannot be computed back from what they were filled with;
     *     as written behind {@code WHERE}, empty where there is no way back or none that could lose anything
     */
    record Assign(String assignments, String guard, Optional<String> loss) implements RowWork {

        public Assign(String assignments, String guard) {
            this(assignments, guard, Optional.empty());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return leavesRowsOut(guard);
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
    }
}
