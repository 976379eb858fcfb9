/**
 * The vocabulary of execution: one statement, one load of rows or one piece of code, with its phase and how to recover.
 *
 * <p>Values only; nothing here runs anything. Read {@link dev.segue.step.Step} first.
 */
@NullMarked
package dev.segue.step;

import org.jspecify.annotations.NullMarked;
