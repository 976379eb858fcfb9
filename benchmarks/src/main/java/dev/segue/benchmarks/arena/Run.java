package dev.segue.benchmarks.arena;

import java.time.Duration;

/**
 * What one run took.
 *
 * @param processorTime of the process and those that it started; the server's is not in it
 * @param peakKilobytes the most memory that was resident, 0 where the system does not tell
 */
public record Run(Duration duration, Duration processorTime, long peakKilobytes) {

    double seconds() {
        return duration.toNanos() / 1e9;
    }

    double processorSeconds() {
        return processorTime.toNanos() / 1e9;
    }
}
