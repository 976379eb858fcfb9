/**
 * SQL as text: tokens, statements with their place in a file, quoting.
 *
 * <p>It does not know what a statement means to a database. Read {@link dev.segue.sql.Script} first.
 */
@NullMarked
package dev.segue.sql;

import org.jspecify.annotations.NullMarked;
