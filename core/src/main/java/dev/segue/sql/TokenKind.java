package dev.segue.sql;

/** What a piece of SQL text is, before anyone asks what it means. */
public enum TokenKind {
    /** A keyword or a plain identifier. */
    WORD,
    /** An identifier in the quotes of its database. */
    QUOTED_IDENTIFIER,
    /** A string literal of any kind, dollar quotes and {@code E''}, {@code B''}, {@code U&''} included. */
    STRING,
    NUMBER,
    /** {@code $1}, {@code ?}, {@code :name} where the database reads it as a parameter. */
    PARAMETER,
    /** A run of operator characters. */
    OPERATOR,
    /** One of {@code ( ) [ ] , ; . :} by itself. */
    PUNCTUATION,
    LINE_COMMENT,
    BLOCK_COMMENT
}
