package dev.segue.step;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/**
 * A column that has another name until the contract phase, because the one which it replaces still has that: what is built
 * on the column before then is built on this one, and keeps to it.
 *
 * @param column the name that it will have
 * @param current the name that it has until then
 */
public record StandIn(TableName table, SqlName column, SqlName current) {}
