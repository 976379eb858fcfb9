/**
 * Computes columns of all rows of a table in small batches, while the application goes on.
 *
 * <p>What is computed is decided by a step; how a database is asked is its dialect's. Read {@link
 * dev.segue.backfill.RowFiller} first.
 */
@NullMarked
package dev.segue.backfill;

import org.jspecify.annotations.NullMarked;
