package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.SegueLauncher;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.arena.Upgrade;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How long a whole history takes on an empty database: Segue, the floor and the peers. */
public final class ManyRevisions implements Measurement {

    private static final String SEGUE = "Segue";
    private static final String LOOP = "JDBC loop";
    private static final String FLYWAY = "Flyway";
    private static final String LIQUIBASE = "Liquibase";

    private final Conditions conditions;
    private final String circumstances;
    private final Disk disk;
    private final Duration networkDelay;
    private final Bars bars;

    private ManyRevisions(Conditions conditions, String circumstances, Disk disk, Duration networkDelay, Bars bars) {
        this.conditions = conditions;
        this.circumstances = circumstances;
        this.disk = disk;
        this.networkDelay = networkDelay;
        this.bars = bars;
    }

    @FunctionalInterface
    private interface Bars {
        List<Bar> of(Results results);
    }

    public static ManyRevisions withFsync(Conditions conditions) {
        return new ManyRevisions(
                conditions,
                "with fsync",
                Disk.SYNCHRONISED,
                Duration.ZERO,
                results -> List.of(Bar.atMost("with fsync: Segue ÷ JDBC loop", 1.25, results.ratio(SEGUE, LOOP))));
    }

    public static ManyRevisions withoutFsync(Conditions conditions) {
        return new ManyRevisions(
                conditions,
                "without fsync",
                Disk.NOT_SYNCHRONISED,
                Duration.ZERO,
                results -> List.of(
                        Bar.atMost("without fsync: Segue ÷ JDBC loop", 1.25, results.ratio(SEGUE, LOOP)),
                        Bar.atMost(
                                "without fsync: Segue command line ÷ JDBC loop",
                                1.25,
                                results.ratio(SegueLauncher.NAME, LOOP)),
                        Bar.atLeast("without fsync: Flyway ÷ Segue", 2.3, results.ratio(FLYWAY, SEGUE)),
                        Bar.atLeast("without fsync: Liquibase ÷ Segue", 2.3, results.ratio(LIQUIBASE, SEGUE)),
                        Bar.atLeast(
                                "without fsync: Flyway ÷ Segue command line",
                                2.3,
                                results.ratio(FLYWAY, SegueLauncher.NAME)),
                        Bar.atLeast(
                                "without fsync: Liquibase ÷ Segue command line",
                                2.3,
                                results.ratio(LIQUIBASE, SegueLauncher.NAME))));
    }

    public static ManyRevisions farAway(Conditions conditions) {
        return new ManyRevisions(
                conditions,
                "without fsync, 1 ms of network delay each way",
                Disk.NOT_SYNCHRONISED,
                Duration.ofMillis(1),
                results -> List.of(
                        Bar.atMost("1 ms of delay: Segue ÷ JDBC loop", 1.0, results.ratio(SEGUE, LOOP)),
                        Bar.atLeast("1 ms of delay: Flyway ÷ Segue", 3.0, results.ratio(FLYWAY, SEGUE))));
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title(conditions.revisions() + " revisions, " + circumstances);
        Path cache = Folders.create();
        try (Server server = Server.start(disk)) {
            Race race = new Race();
            for (Contender contender : List.of(
                    Contenders.loop(),
                    Contenders.segue(),
                    conditions.contenders().flyway(),
                    conditions.contenders().liquibase(),
                    conditions.contenders().liquibaseInOneFile())) {
                race.with(
                        contender.name(),
                        new Upgrade(
                                contender,
                                new Workload(conditions.revisions()),
                                server,
                                conditions.flags(),
                                networkDelay));
            }
            if (networkDelay.isZero()) {
                race.with(
                        SegueLauncher.NAME,
                        SegueLauncher.prepared(conditions.home(), cache)
                                .leg(new Workload(conditions.revisions()), server));
            }
            Results results = race.run(conditions.rounds());
            report.table(TimesTable.of(results, LOOP));
            bars.of(results).forEach(report::bar);
        } finally {
            Folders.delete(cache);
        }
    }
}
