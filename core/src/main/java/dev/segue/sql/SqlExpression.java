package dev.segue.sql;

/**
 * An expression of SQL, such as a default, a check's condition or what an index is built on.
 *
 * @param text as it was written, or as the database prints it; never empty
 */
public record SqlExpression(String text) {

    public SqlExpression {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an expression has at least one token");
        }
    }

    public static SqlExpression of(String text) {
        return new SqlExpression(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
