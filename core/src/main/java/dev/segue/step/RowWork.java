package dev.segue.step;

/** What is done with the rows of a table, range by range. */
public sealed interface RowWork {

    <R> R accept(Visitor<R> visitor);

    /**
     * True when a row that was done can be told from one that was not by looking at it, so that looking at it twice does
     * no harm.
     */
    boolean tellsWhatIsDone();

    /** An answer for every kind of work; deliberately without default methods. */
    interface Visitor<R> {
        R visit(Assign work);
    }

    /**
     * Computes columns of each row.
     *
     * @param assignments as written behind {@code SET}
     * @param guard the rows that still need it, for races and for going on after a crash; as written behind {@code WHERE},
     *     {@code TRUE} for all
     */
    record Assign(String assignments, String guard) implements RowWork {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean tellsWhatIsDone() {
            return !guard.strip().equalsIgnoreCase("TRUE");
        }
    }
}
