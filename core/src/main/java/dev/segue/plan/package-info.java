/**
 * The ordered steps for a target, as a value that is printed, checked and executed, always the same.
 *
 * <p>It never touches a database. Read {@link dev.segue.plan.Plan} first.
 */
@NullMarked
package dev.segue.plan;

import org.jspecify.annotations.NullMarked;
