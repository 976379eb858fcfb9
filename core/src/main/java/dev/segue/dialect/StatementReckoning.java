package dev.segue.dialect;

/**
 * What the server expects of a statement before it has run.
 *
 * @param rows that it adds, changes or takes away
 * @param rowBytes of the values of one row that it adds
 */
public record StatementReckoning(long rows, long rowBytes) {}
