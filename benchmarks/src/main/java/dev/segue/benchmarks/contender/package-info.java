/**
 * The programs of ours that are measured, each the main class of a Java process of its own: what a user would write, and
 * nothing else. Those of the peers are in the folder {@code peers}, outside of this class path.
 */
@NullMarked
package dev.segue.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
