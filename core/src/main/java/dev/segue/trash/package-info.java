/**
 * What was dropped and waits with its data: it is listed, brought back, or deleted for ever.
 *
 * <p>Not how things come here: that is part of the plan of a revision. Read {@link dev.segue.trash.Trash} first.
 */
@NullMarked
package dev.segue.trash;

import org.jspecify.annotations.NullMarked;
