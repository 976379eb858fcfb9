/**
 * Where the revisions of a project come from: the front door to its folders, whatever layout and language they use.
 *
 * <p>It does not check that the revisions fit together; that is the graph's business. Read
 * {@link dev.segue.revision.source.RevisionFiles} first.
 */
@NullMarked
package dev.segue.revision.source;

import org.jspecify.annotations.NullMarked;
