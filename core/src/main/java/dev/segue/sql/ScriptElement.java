package dev.segue.sql;

/** What a script is made of at its top level. */
public sealed interface ScriptElement permits SqlStatement, LineComment {

    /** Offset of its first character in the script's source. */
    int start();
}
