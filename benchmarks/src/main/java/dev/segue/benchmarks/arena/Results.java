package dev.segue.benchmarks.arena;

import java.util.List;

/** What a race brought, in the order of the start. */
public record Results(List<Series> series) {

    public Results {
        series = List.copyOf(series);
    }

    public Series of(String name) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How many times as long the one took as the other: the median of the ratios round by round. */
    public double ratio(String name, String other) {
        return of(name).ratioTo(of(other));
    }
}
