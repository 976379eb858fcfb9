package dev.segue.dialect;

import dev.segue.operation.ColumnOperation;
import dev.segue.schema.Column;
import dev.segue.sql.TableName;

/**
 * That a column is no longer filled as it was, which is put off until the same revision says how it is filled from then on:
 * both happen at one moment, so that nobody finds the column filled in neither way, or in the wrong one.
 *
 * @param column as it was
 * @param ending takes its default, its identity or its expression away
 */
public record Handover(TableName table, Column column, ColumnOperation ending) {}
