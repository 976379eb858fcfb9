package dev.segue.benchmarks.measurement;

import static dev.segue.benchmarks.report.Table.number;

import dev.segue.benchmarks.arena.Command;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Run;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.filling.FillTable;
import dev.segue.benchmarks.filling.SegueFilling;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much memory a fill takes in a process of its own, for a table that is ten times as large; once each. */
public final class FillMemory implements Measurement {

    private static final int TIMES = 10;
    private static final double MOST = 1.2;

    private final Conditions conditions;

    public FillMemory(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        FillTable one = new FillTable(conditions.rows(), true);
        FillTable ten = new FillTable(TIMES * conditions.rows(), true);
        report.title(one.display() + " and " + ten.display() + " rows, a process of its own, without fsync");
        Table table = new Table("rows", "seconds", "rows/s", "processor s", "peak MB");
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            Run small = run(server, one, table);
            Run large = run(server, ten, table);
            report.table(table);
            report.bar(Bar.atMost(
                    "peak memory at " + ten.display() + " rows ÷ at " + one.display(),
                    MOST,
                    (double) large.peakKilobytes() / small.peakKilobytes()));
            report.bar(Bar.atLeast(
                    "1 worker at " + ten.display() + " ÷ at " + one.display() + ", the whole process",
                    0.9,
                    (double) TIMES
                            * small.duration().toNanos()
                            / large.duration().toNanos()));
        }
    }

    private Run run(Server server, FillTable rows, Table table) throws Exception {
        Database database = server.freshDatabase();
        Path folder = Folders.create();
        try {
            rows.create(database);
            SegueFilling.with(1).writeRevisionInto(folder);
            List<String> arguments = new ArrayList<>(database.arguments());
            arguments.add(folder.toString());
            Run run = Command.java(Contenders.segue(), conditions.flags(), arguments, folder)
                    .run();
            rows.requireFilled(database);
            double seconds = run.duration().toNanos() / 1e9;
            table.row(
                    rows.display(),
                    number(seconds, 1),
                    number(rows.rows() / seconds, 0),
                    number(run.processorTime().toNanos() / 1e9, 1),
                    number(run.peakKilobytes() / 1024.0, 0));
            return run;
        } finally {
            Folders.delete(folder);
            server.drop(database);
        }
    }
}
