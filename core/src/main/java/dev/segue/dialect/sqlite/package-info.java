/**
 * The answers for SQLite 3.
 *
 * <p>One file, one writer: much of what a server has to be asked is not a question here. Read {@link
 * dev.segue.dialect.sqlite.SqliteDialect} first.
 */
@NullMarked
package dev.segue.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
