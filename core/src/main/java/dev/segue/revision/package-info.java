/**
 * The history: revisions, the graph that they form, and the words that users name them with.
 *
 * <p>It knows nothing of files and of databases. Read {@link dev.segue.revision.Revision} first.
 */
@NullMarked
package dev.segue.revision;

import org.jspecify.annotations.NullMarked;
