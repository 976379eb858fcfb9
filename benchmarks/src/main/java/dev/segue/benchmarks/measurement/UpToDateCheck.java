package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Command;
import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Run;
import dev.segue.benchmarks.arena.SegueLauncher;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What it costs to find out that there is nothing to do, as at every start of an application. */
public final class UpToDateCheck implements Measurement {

    private static final int ROUNDS_FOR_ONE = 4;
    private static final double MOST = 1.3;
    private static final double MOST_STATEMENTS = 5;

    private final Conditions conditions;

    public UpToDateCheck(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        report.title("Nothing to do, " + conditions.revisions() + " revisions applied");
        Path scratch = Folders.create();
        try (Server server = Server.startCounting()) {
            Database database = server.freshDatabase();
            Contender segue = Contenders.segue();
            Contender reader = Contenders.historyReader();
            Path project = SegueLauncher.write(new Workload(conditions.revisions()), scratch.resolve("project"));
            Path folder = SegueLauncher.migrationsIn(project);
            check(segue, database, folder);

            long before = server.statementsIn(database);
            check(segue, database, folder);
            long statements = server.statementsIn(database) - before;
            SegueLauncher launcher =
                    SegueLauncher.prepared(conditions.home(), Files.createDirectory(scratch.resolve("cache")));
            Results results = new Race()
                    .with(reader.name(), () -> check(reader, database, folder))
                    .with(segue.name(), () -> check(segue, database, folder))
                    .with(SegueLauncher.NAME, launcher.upgrade(project, database))
                    .run(ROUNDS_FOR_ONE * conditions.rounds());

            report.table(TimesTable.of(results, reader.name()));
            report.say("\nSegue executes " + statements + " statements.");
            for (String way : List.of(segue.name(), SegueLauncher.NAME)) {
                report.bar(Bar.atMost(
                        "nothing to do: " + way + " ÷ bare reader", MOST, results.ratio(way, reader.name())));
            }
            report.bar(Bar.atMost("nothing to do: statements", MOST_STATEMENTS, (double) statements));
        } finally {
            Folders.delete(scratch);
        }
    }

    private Run check(Contender contender, Database database, Path folder) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(database.arguments());
        arguments.add(folder.toString());
        return Command.java(contender, conditions.flags(), arguments, folder).run();
    }
}
