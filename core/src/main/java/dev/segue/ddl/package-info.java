/**
 * DDL as operations: reads the statements in which PostgreSQL's users say what a schema is to become, and writes
 * operations as such statements.
 *
 * <p>It does not judge: what it does not know, it leaves to be run as written. It knows nothing of what a change does to
 * those who work with the tables; that is the dialect's. Read {@link dev.segue.ddl.DdlReader} first.
 */
@NullMarked
package dev.segue.ddl;

import org.jspecify.annotations.NullMarked;
