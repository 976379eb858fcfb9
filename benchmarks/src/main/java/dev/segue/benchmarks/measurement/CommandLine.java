package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Command;
import dev.segue.benchmarks.arena.Contender;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Results;
import dev.segue.benchmarks.arena.Server;
import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.report.Bar;
import dev.segue.benchmarks.report.Report;
import dev.segue.benchmarks.workload.Layout;
import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a person waits for who runs the command and has nothing to do: the process from its start to its end. */
public final class CommandLine implements Measurement {

    private static final int FEW = 12;
    private static final int ROUNDS_FOR_ONE = 4;
    private static final double MOST = 0.4;
    private static final Duration LONGEST_WAIT_FOR_ARCHIVE = Duration.ofMinutes(2);

    private final Conditions conditions;

    public CommandLine(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void measure(Report report) throws Exception {
        Path scratch = Folders.create();
        try (Server server = Server.start(Disk.NOT_SYNCHRONISED)) {
            measure(FEW, server, scratch, report);
            measure(conditions.revisions(), server, scratch, report);
        } finally {
            Folders.delete(scratch);
        }
    }

    private void measure(int revisions, Server server, Path scratch, Report report) throws Exception {
        report.title("The command line with nothing to do, " + revisions + " revisions applied");
        Workload workload = new Workload(revisions);
        Command segue = segue(workload, server.freshDatabase(), scratch);
        Command flyway = flyway(workload, server.freshDatabase(), scratch);
        segue.run();
        flyway.run();
        awaitArchive(scratch);
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

    private Command segue(Workload workload, Database database, Path scratch) throws IOException {
        Path project = Files.createDirectory(scratch.resolve("segue" + workload.revisions()));
        Layout.SEGUE.write(workload, Files.createDirectory(project.resolve("migrations")));
        return new Command(
                "Segue command line",
                List.of(conditions.home().resolve("segue").toString(), "upgrade"),
                project,
                Map.of("SEGUE_URL", database.libpqUrl(), "XDG_CACHE_HOME", scratch.toString()));
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

    /** The launcher makes its archive of classes in the background of its first run. */
    private static void awaitArchive(Path cache) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT_FOR_ARCHIVE.toNanos();
        while (!holdsArchive(cache)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the launcher has made no archive of classes in " + cache);
            }
            Thread.sleep(100);
        }
    }

    private static boolean holdsArchive(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }
}
