package dev.segue.benchmarks.arena;

import dev.segue.benchmarks.workload.Layout;
import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Segue's command line as its users start it, with the archive of classes that its first run has left behind. */
public final class SegueLauncher {

    public static final String NAME = "Segue command line";

    private static final Duration LONGEST_WAIT_FOR_ARCHIVE = Duration.ofMinutes(2);

    private final Path program;
    private final Path cache;

    private SegueLauncher(Path program, Path cache) {
        this.program = program;
        this.cache = cache;
    }

    /**
     * @param home the folder with the launcher
     * @param cache an empty folder for its archive
     */
    public static SegueLauncher prepared(Path home, Path cache) throws IOException, InterruptedException {
        SegueLauncher launcher = new SegueLauncher(home.resolve("segue"), cache);
        new Command(NAME, List.of(launcher.program.toString(), "--version"), cache, launcher.environment()).run();
        launcher.awaitArchive();
        return launcher;
    }

    /** Brings the database to the end of the history in the project. */
    public Command upgrade(Path project, Database database) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("SEGUE_URL", database.libpqUrl());
        return new Command(NAME, List.of(program.toString(), "upgrade"), project, environment);
    }

    /** @return the folder that {@link #upgrade} is run in */
    public static Path write(Workload workload, Path project) throws IOException {
        Layout.SEGUE.write(workload, Files.createDirectories(migrationsIn(project)));
        return project;
    }

    public static Path migrationsIn(Path project) {
        return project.resolve("migrations");
    }

    /** A whole history on an empty database. */
    public Race.Leg leg(Workload workload, Server server) {
        return () -> {
            Database database = server.freshDatabase();
            Path project = Folders.create();
            try {
                Run run = upgrade(write(workload, project), database).run();
                Catalog.requireWhole(NAME, workload.revisions(), database);
                return run;
            } finally {
                Folders.delete(project);
                server.drop(database);
            }
        };
    }

    private Map<String, String> environment() {
        return Map.of("XDG_CACHE_HOME", cache.toString());
    }

    /** It is made in the background of the first run. */
    private void awaitArchive() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT_FOR_ARCHIVE.toNanos();
        while (!holdsArchive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the launcher has made no archive of classes in " + cache);
            }
            Thread.sleep(100);
        }
    }

    private boolean holdsArchive() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }
}
