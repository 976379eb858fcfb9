/**
 * The files that revisions are kept in: finding them, reading them without guessing, Segue's own SQL format, and new files.
 *
 * <p>It does not know Java revisions and the layouts of other tools; they build on it. Read
 * {@link dev.segue.revision.file.SqlRevision} first.
 */
@NullMarked
package dev.segue.revision.file;

import org.jspecify.annotations.NullMarked;
