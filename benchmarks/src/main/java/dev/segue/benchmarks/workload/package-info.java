/**
 * The history that every contender applies, written in the format of each. It knows no contender and no server. Read
 * {@link dev.segue.benchmarks.workload.Workload} first.
 */
@NullMarked
package dev.segue.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
