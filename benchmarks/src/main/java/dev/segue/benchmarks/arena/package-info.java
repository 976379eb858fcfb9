/**
 * Where contenders meet: the server, the slow network, the processes and the rounds. It does not know what is to be shown.
 * Read {@link dev.segue.benchmarks.arena.Race} first.
 */
@NullMarked
package dev.segue.benchmarks.arena;

import org.jspecify.annotations.NullMarked;
