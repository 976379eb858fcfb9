/**
 * What can go wrong, as values: a {@link dev.segue.problem.Problem} with a stable code, one sentence and the way out.
 *
 * <p>Not a place for checks: each room finds its own problems and names them in an enum of its own. Read {@code Problem} first.
 */
@NullMarked
package dev.segue.problem;

import org.jspecify.annotations.NullMarked;
