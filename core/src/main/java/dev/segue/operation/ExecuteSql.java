package dev.segue.operation;

import dev.segue.sql.SqlStatement;

/** Runs one statement exactly as it is written; with rows behind it when it is {@code COPY … FROM stdin}. */
public record ExecuteSql(SqlStatement statement) implements Operation {

    private static final int LONGEST_SUMMARY = 80;

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /** The beginning of the statement, on one line, as it is written: with placeholders, not with their values. */
    @Override
    public String summary() {
        String line = statement.asWritten().strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SUMMARY ? line : line.substring(0, LONGEST_SUMMARY - 1) + "…";
    }
}
