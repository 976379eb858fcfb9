/**
 * Real PostgreSQL servers of our own: programs from Maven Central, started on a free loopback port, kept or thrown away.
 *
 * <p>Not a way to run a server for others: it listens on this machine only and lives no longer than those who use it.
 * Read {@link dev.segue.embedded.EmbeddedPostgres} first; {@code Guardian} says how no server outlives
 * its Java program.
 */
@NullMarked
package dev.segue.embedded;

import org.jspecify.annotations.NullMarked;
