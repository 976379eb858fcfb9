package dev.segue.sql;

/** String literals, for the few statements that take no bind parameter, such as COMMENT and SET. */
public final class SqlLiteral {

    private SqlLiteral() {}

    /** Means the given text whatever the session's settings for backslashes are, except NO_BACKSLASH_ESCAPES in MySQL. */
    public static String quote(String text, SqlSyntax syntax) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no database takes a NUL character in a string");
        }
        String doubled = text.replace("'", "''");
        return switch (syntax) {
            case POSTGRESQL -> text.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
            case MYSQL -> "'" + doubled.replace("\\", "\\\\") + "'";
            case SQLITE -> "'" + doubled + "'";
        };
    }
}
