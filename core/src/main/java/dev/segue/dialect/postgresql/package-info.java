/**
 * The answers for PostgreSQL 14 to 18.
 *
 * <p>The driver's own classes are named here and nowhere else. Read {@link
 * dev.segue.dialect.postgresql.PostgresqlDialect} first.
 */
@NullMarked
package dev.segue.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
