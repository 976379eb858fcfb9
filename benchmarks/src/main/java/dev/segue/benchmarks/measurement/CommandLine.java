package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Command;
import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.SegueLauncher;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a person waits for who runs the command and has nothing to do: the process from its start to its end. */
public final class CommandLine implements Measurement {

    private static final int FEW = 12;
    private static final int ROUNDS_FOR_ONE = 4;
    private static final double MOST = 0.4;

    private final Conditions conditions;

    public CommandLine(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        Path scratch = Folders.create();
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            SegueLauncher launcher =
                    SegueLauncher.prepared(conditions.home(), Files.createDirectory(scratch.resolve("cache")));
            measure(FEW, server, launcher, scratch, report);
            measure(conditions.revisions(), server, launcher, scratch, report);
        } finally {
            Folders.delete(scratch);
        }
    }

    private void measure(int revisions, Server server, SegueLauncher launcher, Path scratch, Report report)
            throws Exception {
        report.title("The command line with nothing to do, " + revisions + " revisions applied");
        Workload workload = new Workload(revisions);
        Command segue = launcher.upgrade(
                SegueLauncher.write(workload, scratch.resolve("segue" + revisions)), server.freshDatabase());
        Command flyway = flyway(workload, server.freshDatabase(), scratch);
        segue.run();
        flyway.run();
        Results results = new Race()
                .with(segue.name(), segue)
                .with(flyway.name(), flyway)
                .run(ROUNDS_FOR_ONE * conditions.rounds());
        report.table(TimesTable.of(results, flyway.name()));
        report.bar(Bar.atMost(
                "command line, " + revisions + " revisions: Segue ÷ Flyway",
                MOST,
                results.ratio(segue.name(), flyway.name())));
    }

    private Command flyway(Workload workload, Database database, Path scratch) throws IOException {
        Path project = Files.createDirectory(scratch.resolve("flyway" + workload.revisions()));
        Contender flyway = conditions.contenders().flywayCommandLine();
        flyway.layout().write(workload, project);
        List<String> arguments = List.of(
                "-url=" + database.jdbcUrl(),
                "-user=" + database.user(),
                "-password=" + database.password(),
                "-locations=filesystem:" + project,
                "-skipCheckForUpdate",
                "migrate");
        Command command = Command.java(flyway, List.of(), arguments, project);
        return new Command(command.name(), command.line(), project, Map.of("REDGATE_DISABLE_TELEMETRY", "true"));
    }
}
