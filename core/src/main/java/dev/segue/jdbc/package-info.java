/**
 * The only door to {@code java.sql}: sessions, rows and what went wrong, in the words of a {@link dev.segue.problem.Problem}.
 *
 * <p>It does not know one database from another; what differs comes from a dialect. Read {@link dev.segue.jdbc.Session} first.
 */
@NullMarked
package dev.segue.jdbc;

import org.jspecify.annotations.NullMarked;
