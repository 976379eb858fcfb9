/**
 * Runs a plan so that a crash at any point loses nothing: locks, attempts, the journal, resumption, and a stream of events.
 *
 * <p>It decides nothing about what a plan holds, and prints nothing. Read {@link dev.segue.execution.Execution} first.
 */
@NullMarked
package dev.segue.execution;

import org.jspecify.annotations.NullMarked;
