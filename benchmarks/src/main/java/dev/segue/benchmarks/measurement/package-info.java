/**
 * What is measured, one class for each question. Read {@link dev.segue.benchmarks.measurement.Measurement} first.
 */
@NullMarked
package dev.segue.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
