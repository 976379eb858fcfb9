package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Upgrade;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import dev.segue.benchmarks.workload.Workload;
import java.util.List;

/** How many statements the server executes for a revision, by its own count. Two runs of different length tell what is fixed. */
public final class StatementsPerRevision implements Measurement {

    private static final int SHORT = 100;
    private static final int LONG = 300;
    private static final double MOST = 7;

    private final Conditions conditions;

    public StatementsPerRevision(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title("Statements, as counted by the server");
        Table table = new Table("contender", "a revision", "a run besides");
        Contender segue = Contenders.segue();
        try (Server server = Server.startCounting()) {
            for (Contender contender : List.of(
                    Contenders.loop(),
                    segue,
                    conditions.contenders().flyway(),
                    conditions.contenders().liquibase())) {
                long few = statements(server, contender, SHORT);
                long many = statements(server, contender, LONG);
                double each = (double) (many - few) / (LONG - SHORT);
                table.row(contender.name(), number(each, 1), number(few - each * SHORT, 0));
                if (contender.equals(segue)) {
                    report.bar(Bar.atMost("statements a revision", MOST, each));
                }
            }
        }
        report.table(table);
    }

    private long statements(Server server, Contender contender, int revisions) throws Exception {
        Database database = server.freshDatabase();
        try {
            long before = server.statementsIn(database);
            new Upgrade(contender, new Workload(revisions), server, conditions.flags()).runIn(database);
            return server.statementsIn(database) - before;
        } finally {
            server.drop(database);
        }
    }
}
