package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.filling.FillLeg;
import dev.segue.benchmarks.filling.FillTable;
import dev.segue.benchmarks.filling.Filling;
import dev.segue.benchmarks.filling.SegueFilling;
import dev.segue.benchmarks.filling.SingleUpdate;
import dev.segue.benchmarks.filling.SkipLockedLoop;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

/** How many rows a second one column is computed, beside one statement for all and the loop that is written by hand. */
public final class FillRates implements Measurement {

    private static final int TIMES = 100;

    private static final Filling ONE_UPDATE = new SingleUpdate();
    private static final Filling LOOP = new SkipLockedLoop();
    private static final Filling VERIFIED = SegueFilling.with(1);
    private static final Filling ONE = SegueFilling.with(1).withoutVerification();
    private static final Filling TWO = SegueFilling.with(2).withoutVerification();

    private final Conditions conditions;

    public FillRates(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title("One column of rows of 200 bytes, without fsync");
        FillTable large = new FillTable(conditions.rows(), true);
        FillTable neverAnalysed = new FillTable(conditions.rows(), false);
        FillTable tiny = new FillTable(conditions.rows() / TIMES, true);
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            Legs legs = new Legs(server);
            FillLeg update = legs.add(large, ONE_UPDATE);
            FillLeg one = legs.add(large, ONE);
            legs.add(large, VERIFIED);
            FillLeg two = legs.add(large, TWO);
            FillLeg loop = legs.add(large, LOOP);
            FillLeg unknown = legs.add(neverAnalysed, ONE);
            FillLeg small = legs.add(tiny, ONE);

            Results results = legs.race(conditions.rounds());

            report.table(legs.table(results, update));
            report.bar(
                    Bar.atLeast("1 worker ÷ one UPDATE, rows a second", 0.8, results.ratio(update.name(), one.name())));
            report.bar(Bar.atLeast("2 workers ÷ 1 worker", 1.0, results.ratio(one.name(), two.name())));
            report.bar(Bar.atLeast("1 worker ÷ SKIP LOCKED loop", 3.0, results.ratio(loop.name(), one.name())));
            report.bar(Bar.atLeast(
                    "1 worker at " + large.display() + " ÷ at " + tiny.display(), 0.9, flatness(results, one, small)));
            report.bar(Bar.atLeast("the same, never analysed", 0.9, flatness(results, unknown, small)));
        }
    }

    /** Rows a second of the one beside rows a second of the other. */
    private static double flatness(Results results, FillLeg large, FillLeg small) {
        double rows = (double) large.table().rows() / small.table().rows();
        return rows / results.ratio(large.name(), small.name());
    }

    /** Those who take part. */
    private static final class Legs {

        private final Server server;
        private final List<FillLeg> legs = new ArrayList<>();

        Legs(Server server) {
            this.server = server;
        }

        FillLeg add(FillTable table, Filling filling) {
            FillLeg leg = new FillLeg(server, table, filling);
            legs.add(leg);
            return leg;
        }

        Results race(int rounds) throws Exception {
            Race race = new Race();
            legs.forEach(leg -> race.with(leg.name(), leg));
            return race.run(rounds);
        }

        Table table(Results results, FillLeg measure) {
            Table table = new Table("way", "seconds", "fastest–slowest", "rows/s", "× one UPDATE", "size at the end");
            for (FillLeg leg : legs) {
                double seconds = results.of(leg.name()).medianSeconds();
                table.row(
                        leg.name(),
                        number(seconds, 2),
                        number(results.of(leg.name()).fastestSeconds(), 2) + "–"
                                + number(results.of(leg.name()).slowestSeconds(), 2),
                        number(leg.table().rows() / seconds, 0),
                        number(flatness(results, leg, measure), 2),
                        number(leg.growth(), 2) + " ×");
            }
            return table;
        }
    }
}
