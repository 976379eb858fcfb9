package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.Moments;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.execution.ExecutionEvent.RunStarted;
import dev.segue.execution.ExecutionEvent.StepIntended;
import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.LockPatience;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same contract on SQLite: killed at any moment, one runner at a time, patient with writers. */
class SqliteRunsTest {

    private static final String REBUILT_WITH_CHILDREN = """
            PRAGMA foreign_keys = OFF;
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO parent_new SELECT id, name FROM parent;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            PRAGMA foreign_keys = ON;
            """;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> anUpgradeKilledAtAnyMomentIsFinishedByTheNextOne() {
        Revisions revisions = family(folder);
        Moments moments = new Moments();
        Path undisturbed = folder.resolve("undisturbed.db");
        segue(undisturbed, revisions).listener(moments).build().upgrade("head");
        List<String> expected = picture(undisturbed);

        return IntStream.rangeClosed(1, moments.count())
                .filter(moment -> Matrix.isWhole() || !moments.at(moment).startsWith("StepStarted"))
                .mapToObj(moment -> dynamicTest("killed at " + moments.at(moment), () -> {
                    Path file = folder.resolve("killed-at-" + moment + ".db");
                    try (RunnerProcess runner = RunnerProcess.start()) {
                        runner.upgrade(url(file), revisions.folder(), String.valueOf(moment))
                                .awaitStop();
                        runner.kill();
                    }

                    segue(file, revisions).build().upgrade("head");

                    assertThat(picture(file)).isEqualTo(expected);
                }));
    }

    @Test
    void whoOnlyLooksCreatesNoFile() {
        Path file = folder.resolve("absent.db");
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing (id INTEGER);");
        Segue segue = segue(file, revisions).build();

        assertThat(segue.status().pending()).hasSize(1);
        assertThat(segue.applied().current()).isEmpty();
        assertThat(segue.planUpgrade("head").stepCount()).isEqualTo(1);
        assertThat(segue.downgrade("base").revisions()).isEmpty();
        assertThat(segue.doctor().get(0).finding()).contains("absent.db");

        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("absent.db"));
        assertThat(segue.upgrade("head").revisions()).hasSize(1);
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("notes.txt"), "no database, but long enough to be taken for one\n".repeat(40));
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing (id INTEGER);");

        Problem looked = Problems.of(() -> segue(file, revisions).build().status());
        Problem upgraded = Problems.of(() -> segue(file, revisions).build().upgrade("head"));

        assertThat(looked.code().code()).isEqualTo("DB109");
        assertThat(looked.headline()).contains("notes.txt", "not a database");
        assertThat(upgraded.code().code()).isEqualTo("DB109");
        assertThat(file).content().startsWith("no database");
    }

    @Test
    void whatARevisionAttachedIsDetachedBehindIt() {
        Path file = folder.resolve("shop.db");
        String attach = "ATTACH DATABASE '%s' AS \"the \"\"other\"\" one\";";
        Revisions revisions = Revisions.in(folder)
                .add(attach.formatted(folder.resolve("one.db"))
                        + " CREATE TABLE \"the \"\"other\"\" one\".a (id INTEGER);")
                .add(attach.formatted(folder.resolve("two.db"))
                        + " CREATE TABLE \"the \"\"other\"\" one\".b (id INTEGER);");

        segue(file, revisions).build().upgrade("head");

        assertThat(query(folder.resolve("one.db"), "SELECT name FROM sqlite_master"))
                .containsExactly("a");
        assertThat(query(folder.resolve("two.db"), "SELECT name FROM sqlite_master"))
                .containsExactly("b");
    }

    @Test
    void aStatementThatEndsTooEarlyIsPointedAtItsEnd() {
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing;");

        Problem problem = Problems.of(
                () -> segue(folder.resolve("shop.db"), revisions).build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB209");
        assertThat(problem.text()).contains("1.sql:5:19");
    }

    @Test
    void foreignKeysThatARevisionTurnedOffAreOnInTheNextOne() {
        Path file = folder.resolve("shop.db");
        Revisions revisions = Revisions.in(folder)
                .add("CREATE TABLE parent (id INTEGER PRIMARY KEY);"
                        + " CREATE TABLE child (parent INTEGER REFERENCES parent);")
                .add("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1);")
                .add("INSERT INTO child VALUES (2);");

        Problem problem = Problems.of(() -> segue(file, revisions).build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB213");
        assertThat(problem.text()).contains("revision " + revisions.id(3));
    }

    @Test
    void aBusyWriterIsWaitedFor() throws Exception {
        Path file = folder.resolve("shop.db");
        execute(file, "CREATE TABLE counter (n INTEGER)");
        Revisions revisions =
                Revisions.in(folder).add("CREATE TABLE thing (id INTEGER); VACUUM; CREATE TABLE other (id INTEGER);");
        List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

        try (Connection writer = connect(file);
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO counter VALUES (1)");
            try (Background release = Background.run(() -> {
                Thread.sleep(2_000);
                statement.execute("COMMIT");
            })) {
                segue(file, revisions).listener(events::add).build().upgrade("head");
                release.await();
            }
        }

        assertThat(segue(file, revisions).build().status().isUpToDate()).isTrue();
        assertThat(query(file, "SELECT count(*) FROM counter")).containsExactly("1");
    }

    @Test
    void aTableWithChildrenIsRebuiltWhileOthersWriteBoth() throws Exception {
        Path file = folder.resolve("shop.db");
        Revisions revisions = family(folder);
        segue(file, revisions).build().upgrade("+1");
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background application = Background.run(() -> writeParentsAndChildren(file, written, isOver))) {
            awaitMore(written, 20);
            segue(file, revisions).build().upgrade("+1");
            awaitMore(written, 20);
            isOver.set(true);
            application.await();
        }

        assertThat(query(file, "SELECT count(*) FROM parent")).containsExactly(String.valueOf(2 + written.get()));
        assertThat(query(file, "SELECT count(*) FROM child")).containsExactly(String.valueOf(3 + written.get()));
        assertThat(query(file, "PRAGMA foreign_key_check")).isEmpty();
        assertThat(query(file, "SELECT \"notnull\" FROM pragma_table_info('parent') WHERE name = 'name'"))
                .containsExactly("1");
    }

    private static void writeParentsAndChildren(Path file, AtomicInteger written, AtomicBoolean isOver)
            throws SQLException, InterruptedException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("PRAGMA foreign_keys = ON");
            while (!isOver.get()) {
                int id = 100 + written.get();
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("INSERT INTO parent VALUES (" + id + ", 'new')");
                statement.execute("INSERT INTO child VALUES (" + id + ")");
                statement.execute("COMMIT");
                written.incrementAndGet();
                Thread.sleep(1); // who never pauses lets nobody else in: SQLite's locks have no queue
            }
        }
    }

    private static void awaitMore(AtomicInteger written, int more) throws InterruptedException {
        int before = written.get();
        for (int i = 0; i < 3_000 && written.get() < before + more; i++) {
            Thread.sleep(10);
        }
        assertThat(written.get()).isGreaterThanOrEqualTo(before + more);
    }

    @Test
    void aWriterThatNeverEndsSpendsTheBudget() throws SQLException {
        Path file = folder.resolve("shop.db");
        execute(file, "CREATE TABLE counter (n INTEGER)");
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing (id INTEGER);");
        segue(file, revisions).build().upgrade("head");
        revisions.add("CREATE TABLE other (id INTEGER);");
        LockPatience impatient =
                new LockPatience(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1));
        Problem problem;

        try (Connection writer = connect(file);
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            problem = Problems.of(
                    () -> segue(file, revisions).lockPatience(impatient).build().upgrade("head"));
        }

        assertThat(problem.code().code()).isEqualTo("EX103");
        assertThat(query(file, "SELECT count(*) FROM segue_revision")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(classes = {RevisionStarted.class, StepIntended.class, StepRun.class})
    void aWriterThatComesInBeforeTheJournalIsWrittenIsWaitedFor(Class<? extends ExecutionEvent> moment)
            throws SQLException {
        Path file = folder.resolve("shop.db");
        execute(file, "CREATE TABLE counter (n INTEGER)");
        Revisions revisions = Revisions.in(folder).add("VACUUM;");
        List<AttemptFailed> failed = new ArrayList<>();

        try (Connection writer = connect(file);
                Statement statement = writer.createStatement()) {
            segue(file, revisions)
                    .lockPatience(
                            new LockPatience(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMinutes(5)))
                    .listener(event -> {
                        if (moment.isInstance(event) && failed.isEmpty()) {
                            run(statement, "BEGIN IMMEDIATE");
                        } else if (event instanceof AttemptFailed attempt) {
                            failed.add(attempt);
                            run(statement, "ROLLBACK");
                        }
                    })
                    .build()
                    .upgrade("head");
        }

        assertThat(failed).hasSize(1);
        assertThat(segue(file, revisions).build().status().isUpToDate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {RunStarted.class, RevisionStarted.class})
    void aWriterThatNeverLetsTheJournalBeWrittenSpendsTheBudget(Class<? extends ExecutionEvent> moment)
            throws SQLException {
        Path file = folder.resolve("shop.db");
        execute(file, "CREATE TABLE counter (n INTEGER)");
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing (id INTEGER); VACUUM;");
        Problem problem;

        try (Connection writer = connect(file);
                Statement statement = writer.createStatement()) {
            Segue segue = segue(file, revisions)
                    .lockPatience(
                            new LockPatience(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1)))
                    .listener(event -> {
                        if (moment.isInstance(event)) {
                            run(statement, "BEGIN IMMEDIATE");
                        }
                    })
                    .build();
            problem = Problems.of(() -> segue.upgrade("head"));
        }

        assertThat(problem.code().code()).isEqualTo("EX103");
        assertThat(problem.headline()).contains("attempts within 1.0 s", "locked");
        segue(file, revisions).build().upgrade("head");
        assertThat(segue(file, revisions).build().status().isUpToDate()).isTrue();
    }

    private static void run(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void ofTenProcessesOneWorks() {
        Path file = folder.resolve("shop.db");
        Revisions revisions = family(folder);
        List<RunnerProcess> runners = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                runners.add(RunnerProcess.start());
            }
            runners.forEach(runner -> runner.upgrade(url(file), revisions.folder(), ""));
            runners.forEach(runner -> outcomes.add(runner.awaitLine("f")));
        } finally {
            runners.forEach(RunnerProcess::close);
        }

        assertThat(outcomes)
                .containsOnlyOnce("finished 3")
                .filteredOn("finished 0"::equals)
                .hasSize(9);
    }

    @Test
    void aDoctorInTheSameProcessDoesNotTakeTheLockAway() throws Exception {
        Path file = folder.resolve("shop.db");
        Revisions revisions = family(folder);
        List<String> outcomes = new ArrayList<>();

        segue(file, revisions)
                .listener(event -> {
                    if (event instanceof ExecutionEvent.RevisionStarted started && started.number() == 2) {
                        segue(file, revisions).build().doctor();
                        try (RunnerProcess other = RunnerProcess.start()) {
                            other.upgrade(url(file), revisions.folder(), "");
                            outcomes.add(other.awaitLine(""));
                        }
                    }
                })
                .build()
                .upgrade("head");

        assertThat(outcomes).containsExactly("waiting");
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path file = folder.resolve("no-such-folder").resolve("shop.db");
        Revisions revisions = family(folder);

        Problem problem = Problems.of(() -> segue(file, revisions).build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB103");
        assertThat(problem.text()).contains("no-such-folder");
    }

    @Test
    void aSyntaxErrorIsShownWithItsPlace() throws IOException {
        Path file = folder.resolve("shop.db");
        Revisions revisions =
                Revisions.in(folder).add("CREATE TABLE thing (id INTEGER);\nCREATE TABEL other (id INTEGER);");

        Problem problem = Problems.of(() -> segue(file, revisions).build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("DB209");
        assertThat(problem.text()).contains("1.sql:6:8", "nothing of it was changed");
        assertThat(query(file, "SELECT name FROM sqlite_master WHERE name = 'thing'"))
                .isEmpty();
        assertThat(Files.exists(file)).isTrue();
    }

    /** Rows of children are lost where foreign keys are on while their parent is dropped. */
    private static Revisions family(Path folder) {
        return Revisions.in(folder)
                .add("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);"
                        + " CREATE TABLE child (parent INTEGER REFERENCES parent ON DELETE CASCADE);"
                        + " INSERT INTO parent VALUES (1, 'a'), (2, 'b'); INSERT INTO child VALUES (1), (2), (2);")
                .add(REBUILT_WITH_CHILDREN)
                .add(
                        "INSERT INTO child SELECT parent FROM child; VACUUM; CREATE INDEX child_parent ON child (parent);");
    }

    private static SegueBuilder segue(Path file, Revisions revisions) {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(url(file))
                .project(revisions.folder())
                .revisions(revisions.folder());
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static List<String> picture(Path file) {
        List<String> lines =
                new ArrayList<>(query(file, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1"));
        lines.addAll(query(file, "SELECT id || name FROM parent ORDER BY 1"));
        lines.addAll(query(file, "SELECT parent FROM child ORDER BY 1"));
        lines.addAll(query(file, "SELECT id || checksum FROM segue_revision ORDER BY position"));
        lines.addAll(query(file, "SELECT revision || ordinal FROM segue_step"));
        lines.addAll(query(file, "PRAGMA integrity_check"));
        return lines;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection(url(file));
    }

    private static void execute(Path file, String sql) {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> query(Path file, String sql) {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
