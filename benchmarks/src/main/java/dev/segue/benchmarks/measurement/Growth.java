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

/** What a revision costs in a history five times as long. */
public final class Growth implements Measurement {

    private static final int TIMES = 5;
    private static final double MOST = 1.2;

    private final Conditions conditions;

    public Growth(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        int usual = conditions.revisions();
        int many = TIMES * usual;
        report.title("From " + usual + " to " + many + " revisions, without fsync");
        List<Contender> contenders = List.of(Contenders.loop(), Contenders.segue());
        Results results = race(contenders, List.of(usual, many));
        Table table = new Table("contender", "ms a revision at " + usual, "at " + many, "growth");
        for (Contender contender : contenders) {
            double growth = results.ratio(leg(contender, many), leg(contender, usual)) / TIMES;
            table.row(
                    contender.name(),
                    milliseconds(results, contender, usual),
                    milliseconds(results, contender, many),
                    number(growth, 2));
            if (contender.name().equals("Segue")) {
                report.bar(Bar.atMost("cost of a revision at " + many + " ÷ at " + usual, MOST, growth));
            }
        }
        report.table(table);
    }

    private Results race(List<Contender> contenders, List<Integer> sizes) throws Exception {
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            Race race = new Race();
            for (int revisions : sizes) {
                for (Contender contender : contenders) {
                    race.with(
                            leg(contender, revisions),
                            new Upgrade(contender, new Workload(revisions), server, conditions.flags()));
                }
            }
            return race.run(conditions.rounds());
        }
    }

    private static String leg(Contender contender, int revisions) {
        return contender.name() + " " + revisions;
    }

    private static String milliseconds(Results results, Contender contender, int revisions) {
        return number(results.of(leg(contender, revisions)).medianSeconds() * 1000 / revisions, 2);
    }
}
