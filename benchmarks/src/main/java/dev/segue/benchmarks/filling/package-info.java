/**
 * Computes one column of a large table in the ways that are compared. Read {@link dev.segue.benchmarks.filling.Filling} first.
 */
@NullMarked
package dev.segue.benchmarks.filling;

import org.jspecify.annotations.NullMarked;
