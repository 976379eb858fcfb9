package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Catalog;
import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Run;
import dev.segue.benchmarks.arena.Series;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.contender.LoopContender;
import dev.segue.benchmarks.contender.SegueContender;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import dev.segue.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A whole history on one empty database after the other in one process, as a suite of tests has it: what is left of the
 * difference to the floor once nobody waits for the Java compiler any more.
 */
public final class WarmRevisions implements Measurement {

    private static final int ROUNDS_TO_GET_WARM = 5;
    private static final double MOST = 1.25;

    private final Conditions conditions;

    public WarmRevisions(Conditions conditions) {
        this.conditions = conditions;
    }

    @FunctionalInterface
    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title(conditions.revisions() + " revisions, without fsync, in a process that has done it before");
        Contender loop = Contenders.loop();
        Contender segue = Contenders.segue();
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            Race race = new Race()
                    .with(loop.name(), leg(server, loop, LoopContender::main))
                    .with(segue.name(), leg(server, segue, SegueContender::main));
            race.run(ROUNDS_TO_GET_WARM);
            Results results = race.run(conditions.rounds());
            report.table(table(results, loop));
            report.bar(Bar.atMost(
                    "without fsync, warm: Segue ÷ JDBC loop", MOST, results.ratio(segue.name(), loop.name())));
        }
    }

    private static Table table(Results results, Contender loop) {
        Table table = new Table("contender", "seconds", "fastest–slowest", "× " + loop);
        for (Series series : results.series()) {
            table.row(
                    series.name(),
                    number(series.medianSeconds(), 2),
                    number(series.fastestSeconds(), 2) + "–" + number(series.slowestSeconds(), 2),
                    number(series.ratioTo(results.of(loop.name())), 2));
        }
        return table;
    }

    private Race.Leg leg(Server server, Contender contender, Program program) {
        Workload workload = new Workload(conditions.revisions());
        return () -> {
            Database database = server.freshDatabase();
            Path folder = Folders.create();
            try {
                contender.layout().write(workload, folder);
                String[] arguments = Stream.concat(
                                database.arguments().stream(),
                                Stream.of(folder.toString(), String.valueOf(workload.revisions())))
                        .toArray(String[]::new);
                long started = System.nanoTime();
                program.run(arguments);
                Duration taken = Duration.ofNanos(System.nanoTime() - started);
                Catalog.requireWhole(contender.name(), workload.revisions(), database);
                return new Run(taken, Duration.ZERO, 0);
            } finally {
                Folders.delete(folder);
                server.drop(database);
            }
        };
    }
}
