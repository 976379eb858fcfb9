/**
 * Revisions written in Java: as sources in a migrations folder, which are compiled when their content is asked for, or as
 * classes on the class path.
 *
 * <p>It runs nothing against a database; a revision only notes what it wants. Read
 * {@link dev.segue.revision.java.JavaRevisions} first.
 */
@NullMarked
package dev.segue.revision.java;

import org.jspecify.annotations.NullMarked;
