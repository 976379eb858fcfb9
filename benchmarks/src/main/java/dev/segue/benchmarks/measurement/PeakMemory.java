package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.arena.Upgrade;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import dev.segue.benchmarks.workload.Workload;
import java.util.List;

/** The most memory that the process ever had, with flags that fit a short-lived program and with none. */
public final class PeakMemory implements Measurement {

    /** Those of Segue's own launcher: no parallel collector, no optimising compiler, for a program of seconds. */
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-Xmn32m", "-XX:TieredStopAtLevel=1");

    private static final double MOST_MEGABYTES = 120;

    private final Conditions conditions;

    public PeakMemory(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title("Peak memory of the process, " + conditions.revisions() + " revisions, MB");
        Contender segue = Contenders.segue();
        List<Contender> contenders = List.of(
                Contenders.loop(),
                segue,
                conditions.contenders().flyway(),
                conditions.contenders().liquibase());
        Results results = race(contenders);
        Table table = new Table("contender", String.join(" ", SHORT_LIVED), "no flags");
        for (Contender contender : contenders) {
            table.row(
                    contender.name(),
                    number(results.of(shortLived(contender)).peakMegabytes(), 0),
                    number(results.of(contender.name()).peakMegabytes(), 0));
        }
        report.table(table);
        report.bar(Bar.atMost(
                "peak memory in MB, " + String.join(" ", SHORT_LIVED),
                MOST_MEGABYTES,
                results.of(shortLived(segue)).peakMegabytes()));
    }

    private Results race(List<Contender> contenders) throws Exception {
        Workload workload = new Workload(conditions.revisions());
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            Race race = new Race();
            for (Contender contender : contenders) {
                race.with(shortLived(contender), new Upgrade(contender, workload, server, SHORT_LIVED));
                race.with(contender.name(), new Upgrade(contender, workload, server, List.of()));
            }
            return race.run(1);
        }
    }

    private static String shortLived(Contender contender) {
        return contender.name() + " short-lived";
    }
}
