/**
 * Migrations in the layouts of other tools, read in place: their files stay as they are, and so do their statements.
 *
 * <p>The tables in which those tools remember what they did are not its business. Read
 * {@link dev.segue.revision.foreign.ForeignLayout} first.
 */
@NullMarked
package dev.segue.revision.foreign;

import org.jspecify.annotations.NullMarked;
