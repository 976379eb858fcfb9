package dev.segue.sql;

/**
 * A comment line between statements (never one inside a statement); directives are such lines.
 *
 * @param text without the marker ({@code --}, {@code #}) and without white space around it
 */
public record LineComment(int start, String text) implements ScriptElement {}
