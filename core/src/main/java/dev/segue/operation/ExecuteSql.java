package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * Runs one statement; with rows behind it when it is {@code COPY … FROM stdin}.
 *
 * @param manner whether it says exactly what is to be run, or what is meant
 */
public record ExecuteSql(SqlStatement statement, Manner manner) implements DataOperation {

    private static final int LONGEST_SUMMARY = 80;

    /** Exactly as it is written. */
    public static ExecuteSql verbatim(SqlStatement statement) {
        return new ExecuteSql(statement, Manner.VERBATIM);
    }

    /**
     * How a statement is to be taken.
     *
     * @param isIntention what it means may be done in another way that harms nobody; otherwise it is run as written
     * @param phase where it was said in which phase it runs
     * @param value the expression from which rows that are there get their new value
     * @param back the expression from which they get the old one again
     * @param batches where it was said that it goes through the rows of a table in batches
     */
    public record Manner(
            boolean isIntention,
            Optional<Phase> phase,
            Optional<SqlExpression> value,
            Optional<SqlExpression> back,
            Optional<InBatches> batches) {

        public static final Manner VERBATIM =
                new Manner(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static final Manner INTENTION =
                new Manner(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** True when it says how to take the statement and nothing else. */
        public boolean saysNoMore() {
            return phase.isEmpty() && value.isEmpty() && back.isEmpty() && batches.isEmpty();
        }
    }

    /**
     * What was said about the batches of a statement.
     *
     * @param table whose rows are gone through; empty where the statement itself tells
     */
    public record InBatches(Optional<TableName> table, FillSettings settings) {}

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * The beginning of the statement on one line, fit for journals and logs: with placeholders instead of their values,
     * and without string literals, one of which may be a password.
     */
    @Override
    public String summary() {
        String line = statement.headWithoutLiterals(LONGEST_SUMMARY);
        return line.length() <= LONGEST_SUMMARY ? line : line.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    /** What a statement does to the schema is known only where it was read as another operation. */
    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("what undoes a statement that is run as written is not known");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
