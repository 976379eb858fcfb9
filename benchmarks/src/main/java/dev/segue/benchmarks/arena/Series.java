package dev.segue.benchmarks.arena;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the runs of one contender took, one for each round. */
public record Series(String name, List<Run> runs) {

    public Series {
        runs = List.copyOf(runs);
    }

    public double medianSeconds() {
        return median(runs.stream().mapToDouble(Run::seconds));
    }

    public double fastestSeconds() {
        return runs.stream().mapToDouble(Run::seconds).min().orElseThrow();
    }

    public double slowestSeconds() {
        return runs.stream().mapToDouble(Run::seconds).max().orElseThrow();
    }

    /** The median of the processor times. */
    public double processorSeconds() {
        return median(runs.stream().mapToDouble(Run::processorSeconds));
    }

    /** The median of the peaks. */
    public double peakMegabytes() {
        return median(runs.stream().mapToDouble(run -> run.peakKilobytes() / 1024.0));
    }

    /** The median of the ratios round by round: what slowed a whole round down does not count. */
    public double ratioTo(Series other) {
        return median(IntStream.range(0, runs.size())
                .mapToDouble(round ->
                        runs.get(round).seconds() / other.runs.get(round).seconds()));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
