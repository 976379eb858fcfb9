/**
 * Side by side with peers and with the floor: ratios that are measured in one run, on one server, in interleaved rounds.
 *
 * <p>Not a test: a missed bar is printed and fails nothing, because times depend on who else uses the machine. Read
 * {@link dev.segue.benchmarks.Benchmarks} first.
 */
@NullMarked
package dev.segue.benchmarks;

import org.jspecify.annotations.NullMarked;
