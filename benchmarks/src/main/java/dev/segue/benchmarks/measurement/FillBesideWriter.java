package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.filling.FillTable;
import dev.segue.benchmarks.filling.Filling;
import dev.segue.benchmarks.filling.ForegroundWriter;
import dev.segue.benchmarks.filling.ForegroundWriter.Latencies;
import dev.segue.benchmarks.filling.SegueFilling;
import dev.segue.benchmarks.filling.SingleUpdate;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long an application waits for its rows while others are filled. */
public final class FillBesideWriter implements Measurement {

    /** An application has been at work for a while when a backfill comes: its own start is not the backfill's. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(2);

    private static final Duration ALONE = Duration.ofSeconds(15);
    private static final double MOST = 2;

    private final Conditions conditions;

    public FillBesideWriter(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        for (Disk disk : List.of(Disk.NOT_SYNCHRONISED, Disk.SYNCHRONISED)) {
            measure(report, disk);
        }
    }

    private void measure(Report report, Disk disk) throws Exception {
        String circumstances = disk == Disk.SYNCHRONISED ? "with fsync" : "without fsync";
        report.title("A writer of 100 rows a second beside it, " + circumstances);
        Table table =
                new Table("beside", "requests", "median ms", "p99 ms", "slowest ms", "p99 ÷ alone", "size at the end");
        FillTable rows = new FillTable(conditions.rows(), true);
        try (Server server = Server.start(disk)) {
            warm(server, rows);
            for (Filling filling : List.of(SegueFilling.with(1), SegueFilling.with(2), new SingleUpdate())) {
                double[] ratios = new double[conditions.rounds()];
                for (int round = 0; round < ratios.length; round++) {
                    ratios[round] = measure(server, rows, filling, table);
                }
                if (filling.equals(SegueFilling.with(1))) {
                    Arrays.sort(ratios);
                    report.bar(Bar.atMost(
                            circumstances + ": a writer's p99 beside 1 worker ÷ alone",
                            MOST,
                            ratios[ratios.length / 2]));
                }
            }
        }
        report.table(table);
    }

    /**
     * A server that has been at work for a while has files for its log, and need not create them while others wait. The
     * Java compiler would otherwise be at work on this side, on the processors that the writer needs.
     */
    private static void warm(Server server, FillTable rows) throws Exception {
        for (Filling filling : List.of(new SingleUpdate(), SegueFilling.with(1))) {
            Database database = server.freshDatabase();
            try {
                rows.create(database);
                filling.fill(database);
            } finally {
                server.drop(database);
            }
        }
    }

    private static double measure(Server server, FillTable rows, Filling filling, Table table) throws Exception {
        Database database = server.freshDatabase();
        try {
            rows.create(database);
            try (ForegroundWriter writer = ForegroundWriter.on(database, rows)) {
                Thread.sleep(UNCOUNTED.toMillis());
                Latencies alone = writer.during(() -> Thread.sleep(ALONE.toMillis()));
                long before = rows.bytes(database);
                Latencies beside = writer.during(() -> filling.fill(database));
                double growth = (double) rows.bytes(database) / before;
                row(table, "nothing", alone, 1, 1);
                row(table, filling.name(), beside, beside.ninetyNinth() / alone.ninetyNinth(), growth);
                return beside.ninetyNinth() / alone.ninetyNinth();
            }
        } finally {
            server.drop(database);
        }
    }

    private static void row(Table table, String name, Latencies seen, double ratio, double growth) {
        table.row(
                name,
                String.valueOf(seen.requests()),
                number(seen.median(), 1),
                number(seen.ninetyNinth(), 1),
                number(seen.slowest(), 1),
                number(ratio, 2),
                number(growth, 2) + " ×");
    }
}
