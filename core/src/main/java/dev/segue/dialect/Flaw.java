package dev.segue.dialect;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;

/**
 * An index or a constraint that does not yet hold what it promises: built in vain, or not validated.
 *
 * @param text what is wrong with it, as "index a of b is not valid"
 * @param mender the words before its name in a statement that makes it hold what it promises; empty where any statement that
 *     names it does
 */
public record Flaw(SqlName name, TableName table, String text, String mender) {}
