/**
 * Reads a PostgreSQL database as it is, from its catalog.
 *
 * <p>One file reads one kind of thing, in one query for all tables. What the catalog has in a
 * column is taken from there; texts such as conditions and view queries are those that the server prints. Read {@link
 * dev.segue.dialect.postgresql.catalog.PostgresqlIntrospector} first.
 */
@NullMarked
package dev.segue.dialect.postgresql.catalog;

import org.jspecify.annotations.NullMarked;
