package dev.segue.sql;

/** The lexical rules of a database: which quotes, comments and bodies its statements may hold. */
public enum SqlSyntax {
    /** Dollar quotes, nested comments, {@code E''} and {@code U&''} strings, {@code BEGIN ATOMIC}, {@code COPY … FROM stdin}. */
    POSTGRESQL,
    /** Backticks, backslash escapes, {@code #} comments, {@code DELIMITER}, versioned comments; MariaDB too. */
    MYSQL,
    /** Backticks and brackets, {@code CREATE TRIGGER … BEGIN … END}. */
    SQLITE
}
