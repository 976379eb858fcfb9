package dev.segue.cli.demo;

import dev.segue.Status;
import dev.segue.cli.Main;
import dev.segue.jdbc.Session;
import dev.segue.revision.RevisionId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs {@code segue upgrade} as a process of its own and kills that process, as {@code kill -9} does, while the server
 * builds an index for it.
 *
 * <p>A small index is built before anyone can look, so an old snapshot is held meanwhile, as a long report would: without
 * seeing it gone the server does not call an index valid that it builds concurrently.
 */
final class KilledUpgrade {

    private static final String INDEX_BUILD = """
            SELECT x.relname AS index, p.phase,
                   CASE WHEN p.blocks_total > 0 THEN 100 * p.blocks_done / p.blocks_total ELSE 0 END AS percent
            FROM pg_stat_progress_create_index p
              JOIN pg_class x ON x.oid = p.index_relid
            WHERE p.datname = current_database()
            """;

    private static final String FINISHED = """
            SELECT id, duration_ms
            FROM segue.revision
            ORDER BY position
            """;

    private static final String SESSIONS_OF_THE_UPGRADE = """
            SELECT count(*) AS sessions
            FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'segue try'
            """;

    private static final String INVALID_INDEXES = """
            SELECT indexrelid::regclass::text AS index
            FROM pg_index
            WHERE NOT indisvalid
            """;

    private static final String OUTPUT = "upgrade.out";
    private static final Duration LOOKING = Duration.ofMillis(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final ShopDatabase database;
    private final ShopFiles files;
    private final Consumer<Finished> finished;
    private final Consumer<String> progress;

    /**
     * @param finished told of each revision that the upgrade finishes before it dies
     * @param progress told what the server does for it
     */
    KilledUpgrade(ShopDatabase database, ShopFiles files, Consumer<Finished> finished, Consumer<String> progress) {
        this.database = database;
        this.files = files;
        this.finished = finished;
        this.progress = progress;
    }

    /** A revision that the journal has. */
    record Finished(RevisionId revision, Duration duration) {}

    /** An index under construction. */
    private record Build(String index, String phase, long percent) {

        boolean isWellUnderWay() {
            return switch (phase) {
                case "initializing", "waiting for writers before build" -> false;
                case "building index: scanning table" -> percent >= 50;
                default -> true;
            };
        }

        String text() {
            return phase.contains("scanning") ? phase + ", " + percent + " %" : phase;
        }
    }

    /** @param interruption ends the upgrade too, should it come before the kill */
    Kill run(Interruption interruption) {
        try (Session watch = database.connect();
                Session report = database.connect()) {
            report.begin(List.of("BEGIN ISOLATION LEVEL REPEATABLE READ"));
            report.query("SELECT pg_current_snapshot()", row -> row);
            Process upgrade = start();
            interruption.concerns(upgrade);
            try {
                Build build = awaitBuild(watch, upgrade);
                upgrade.destroyForcibly().waitFor();
                awaitEndOfSessions(watch);
                report.rollback();
                return describe(watch, upgrade.pid(), build);
            } finally {
                upgrade.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Main.class.getName(),
                "upgrade",
                "--url",
                database.jdbcUrl(),
                "--user",
                database.user());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEGUE_"));
        builder.environment().put("SEGUE_PASSWORD", database.password());
        builder.directory(files.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(files.folder().resolve(OUTPUT).toFile());
        try {
            return builder.start();
        } catch (IOException failure) {
            throw notKilled("it could not be started: " + failure.getMessage());
        }
    }

    /** The other process works in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Build awaitBuild(Session watch, Process upgrade) throws InterruptedException {
        Set<RevisionId> told = new HashSet<>();
        finishedIn(watch).forEach(before -> told.add(before.revision()));
        while (true) {
            finishedIn(watch).stream()
                    .filter(candidate -> told.add(candidate.revision()))
                    .forEach(finished);
            Optional<Build> build = buildIn(watch);
            build.ifPresent(now -> progress.accept(now.index() + ": " + now.text()));
            if (build.filter(Build::isWellUnderWay).isPresent()) {
                return build.get();
            }
            if (!upgrade.isAlive()) {
                // Ctrl-C reaches both processes, and ends this one within moments: nothing to complain about then.
                Thread.sleep(500);
                throw notKilled("it said: " + files.text(OUTPUT).strip());
            }
            Thread.sleep(LOOKING.toMillis());
        }
    }

    private static List<Finished> finishedIn(Session watch) {
        return watch.query(
                FINISHED,
                row -> new Finished(new RevisionId(row.text("id")), Duration.ofMillis(row.number("duration_ms"))));
    }

    private static Optional<Build> buildIn(Session watch) {
        return watch
                .query(INDEX_BUILD, row -> new Build(row.text("index"), row.text("phase"), row.number("percent")))
                .stream()
                .findFirst();
    }

    private static void awaitEndOfSessions(Session watch) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (watch.query(SESSIONS_OF_THE_UPGRADE, row -> row.number("sessions"))
                        .get(0)
                > 0) {
            if (System.nanoTime() > deadline) {
                throw notKilled("the server has not noticed within " + LONGEST_END.toSeconds() + " seconds");
            }
            Thread.sleep(LOOKING.toMillis());
        }
    }

    private Kill describe(Session watch, long pid, Build build) {
        Status status = database.segue(files.folder()).build().status();
        List<String> invalid = watch.query(INVALID_INDEXES, row -> row.text("index"));
        if (status.underWay().isEmpty() || invalid.isEmpty()) {
            throw notKilled("the index " + build.index() + " was built all the same");
        }
        return new Kill(pid, build.text(), status.applied(), status.underWay().get(0), invalid.get(0));
    }

    private static RuntimeException notKilled(String what) {
        return DemonstrationProblem.UPGRADE_NOT_KILLED.with(
                "the upgrade that was to be killed half-way was not: " + what,
                "run `segue try` again, with fewer orders (--rows 100000) if memory or disk are short");
    }
}
