package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.report.Report;

/** A question about Segue beside others, and the way to its answer. */
@FunctionalInterface
public interface Measurement {

    void measure(Report report) throws Exception;
}
