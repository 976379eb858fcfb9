package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Series;
import dev.segue.benchmarks.report.Table;

/** Times of a race as multiples of one contender's. */
final class TimesTable {

    private TimesTable() {}

    static Table of(Results results, String measure) {
        Table table = new Table("contender", "seconds", "fastest–slowest", "× " + measure, "processor s", "peak MB");
        for (Series series : results.series()) {
            table.row(
                    series.name(),
                    number(series.medianSeconds(), 2),
                    number(series.fastestSeconds(), 2) + "–" + number(series.slowestSeconds(), 2),
                    number(series.ratioTo(results.of(measure)), 2),
                    number(series.processorSeconds(), 2),
                    number(series.peakMegabytes(), 0));
        }
        return table;
    }
}
