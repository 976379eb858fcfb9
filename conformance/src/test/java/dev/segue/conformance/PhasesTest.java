package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.operation.Phase;
import dev.segue.plan.Plan;
import dev.segue.plan.PlanFile;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What upgrade, contract, downgrade and plan do with changes that take more than one phase. */
@ExtendWith(TestServer.Shared.class)
class PhasesTest {

    private static final String COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass"
            + " AND attnum > 0 AND NOT attisdropped ORDER BY attname";

    private final TestDatabase database;
    private final Revisions revisions;

    PhasesTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void manyUsers() {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, nickname text NOT NULL)",
                "INSERT INTO users SELECT i, 'n' || i, 'nick' || i FROM generate_series(1, 30000) i",
                "ANALYZE users");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatTheOldApplicationNeedsStaysUntilTheContraction() {
        revisions.add(
                "ALTER TABLE users DROP COLUMN nickname;", "ALTER TABLE users ADD COLUMN nickname text NOT NULL;");

        segue().upgrade("head");

        assertThat(segue().status().held()).hasSize(1);
        assertThat(segue().status().underWay()).isEmpty();
        assertThat(database.lines(COLUMNS)).containsExactly("id", "name", "nickname");
        database.execute("INSERT INTO users (id, name) VALUES (-1, 'written by the new application')");
        database.execute("INSERT INTO users VALUES (-2, 'written by', 'the old one')");

        segue().contract(List.of());

        assertThat(segue().status().held()).isEmpty();
        assertThat(segue().status().isUpToDate()).isTrue();
        assertThat(database.lines(COLUMNS)).hasSize(3).doesNotContain("nickname");
        assertThat(segue().trash()).hasSize(1);
    }

    @Test
    void aDowngradeMayMakeAColumnWithAllThatHungOnItInTheTrash() {
        database.execute(
                "CREATE TABLE accounts (id int PRIMARY KEY)",
                "INSERT INTO accounts VALUES (1)",
                "ALTER TABLE users ADD account int REFERENCES accounts, ADD code text UNIQUE CHECK (code <> '')",
                "CREATE INDEX users_of_account ON users (account, name)",
                "UPDATE users SET account = 1, code = name");
        List<String> before = Change.schemaOf(database);
        revisions.add("ALTER TABLE users DROP COLUMN account;\nALTER TABLE users DROP COLUMN code;", """
                ALTER TABLE users ADD COLUMN code text UNIQUE CHECK (code <> '');
                ALTER TABLE users ADD COLUMN account int REFERENCES accounts;
                CREATE INDEX users_of_account ON users (account, name);
                """);
        segue().upgrade("head");
        segue().contract(List.of());

        segue().downgrade("base");
        segue().contract(List.of());

        assertThat(Change.schemaOf(database)).containsExactlyElementsOf(before);
        assertThat(database.text("SELECT count(*) FROM users WHERE account = 1 AND code = name"))
                .isEqualTo("30000");
        assertThat(segue().trash()).isEmpty();
    }

    @Test
    void aHeldRevisionIsTakenBackWithoutATrace() {
        String before = catalog();
        revisions.add("""
                CREATE TABLE notes (id int PRIMARY KEY);
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                ALTER TABLE users DROP COLUMN nickname;
                CREATE INDEX users_name ON users (name);
                """, """
                DROP INDEX users_name;
                ALTER TABLE users ADD COLUMN nickname text NOT NULL;
                ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
                DROP TABLE notes;
                """);
        segue().upgrade("head");
        assertThat(segue().status().held()).hasSize(1);

        segue().downgrade("base");

        assertThat(segue().status().applied()).isEmpty();
        assertThat(segue().status().underWay()).isEmpty();
        assertThat(catalog()).isEqualTo(before);
    }

    @Test
    void aDroppedColumnComesBackWithItsValues() {
        revisions.add(
                "ALTER TABLE users DROP COLUMN nickname;", "ALTER TABLE users ADD COLUMN nickname text NOT NULL;");
        segue().upgrade("head");
        segue().contract(List.of());

        segue().downgrade("base");
        segue().contract(List.of());

        assertThat(segue().status().applied()).isEmpty();
        assertThat(database.text("SELECT nickname FROM users WHERE id = 7")).isEqualTo("nick7");
        assertThat(segue().trash()).isEmpty();
    }

    @Test
    void aRunThatIsStoppedBehindAnyStepIsContinuedWithTheSameSteps() {
        revisions.add("""
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                CREATE UNIQUE INDEX users_name ON users (name);
                ALTER TABLE users ADD CONSTRAINT users_short CHECK (length(name) < 50);
                ALTER TABLE users DROP COLUMN nickname;
                """);
        int stops = 0;
        while (isStopped(() -> stoppingAt(1).upgrade("head"))) {
            stops++;
        }
        while (isStopped(() -> stoppingAt(1).contract(List.of()))) {
            stops++;
        }

        assertThat(stops).isGreaterThan(8);
        assertThat(segue().status().isUpToDate()).isTrue();
        assertThat(segue().status().held()).isEmpty();
        assertThat(database.text("SELECT attnotnull FROM pg_attribute"
                        + " WHERE attrelid = 'users'::regclass AND attname = 'name'"))
                .isEqualTo("t");
        assertThat(database.lines("SELECT conname FROM pg_constraint WHERE conrelid = 'users'::regclass"
                        + " AND contype = 'c' AND convalidated"))
                .containsExactly("users_short");
        assertThat(database.lines("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_name'::regclass"))
                .containsExactly("t");
    }

    @Test
    void aRevisionThatStoppedHalfWayCanBeTakenBack() {
        String before = catalog();
        revisions.add("""
                CREATE UNIQUE INDEX users_name ON users (name);
                ALTER TABLE users ADD CONSTRAINT users_short CHECK (length(name) < 50);
                ALTER TABLE users DROP COLUMN nickname;
                """, """
                ALTER TABLE users ADD COLUMN nickname text NOT NULL;
                ALTER TABLE users DROP CONSTRAINT users_short;
                DROP INDEX users_name;
                """);
        for (int step = 1; isStopped(stoppingAt(step)::upgrade, "head"); step++) {
            segue().downgrade("base");

            assertThat(catalog()).as("after step %s", step).isEqualTo(before);
            assertThat(segue().status().underWay()).isEmpty();
        }
        assertThat(segue().status().held()).hasSize(1);
    }

    @Test
    void onlyThePlanThatWasAgreedToIsRun() {
        revisions.add("CREATE INDEX users_name ON users (name);");
        Plan plan = segue().planUpgrade("head");
        PlanFile agreed = PlanFile.read(PlanFile.write(plan, "head"), "plan.json");
        revisions.add("CREATE INDEX users_nickname ON users (nickname);");

        Problem problem = Problems.of(() -> segue().run(agreed));

        assertThat(problem.code().code()).isEqualTo("PL109");
        assertThat(problem.headline()).contains("c0ffee000002");
        assertThat(database.lines("SELECT 1 FROM pg_class WHERE relname = 'users_name'"))
                .isEmpty();

        revisions.delete(2);
        segue().run(agreed);

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void aTableThatIsEmptiedMeanwhileMakesAnotherPlan() {
        revisions.add("CREATE INDEX users_name ON users (name);");
        PlanFile agreed = PlanFile.read(PlanFile.write(segue().planUpgrade("head"), "head"), "plan.json");
        database.execute("DROP TABLE users", "CREATE TABLE users (id int PRIMARY KEY, name text)", "ANALYZE users");

        assertThat(Problems.of(() -> segue().run(agreed)).code().code()).isEqualTo("PL109");
    }

    @Test
    void aRevisionThatWasBegunIsNotEdited() {
        revisions.add("ALTER TABLE users DROP COLUMN nickname;");
        isStopped(() -> stoppingAt(1).upgrade("head"));
        revisions.edit(1, "ALTER TABLE users DROP COLUMN name;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL107");
    }

    @Test
    void phasesCanBeRunOneByOne() {
        revisions.add("ALTER TABLE users ADD CONSTRAINT users_short CHECK (length(name) < 50);"
                + " ALTER TABLE users DROP COLUMN nickname;");

        builder().phases(Set.of(Phase.EXPAND)).build().upgrade("head");
        assertThat(segue().status().underWay()).isNotEmpty();
        assertThat(Problems.of(() -> segue().contract(List.of())).code().code()).isEqualTo("PL108");
        segue().upgrade("head");
        assertThat(segue().status().held()).hasSize(1);
        segue().contract(List.of("c0ffee000001"));

        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void whatNeedsAHeldNameHasToWait() {
        revisions.add("ALTER TABLE users DROP COLUMN nickname;");
        segue().upgrade("head");
        revisions.add("ALTER TABLE users ADD COLUMN nickname int;");

        Problem problem = Problems.of(() -> segue().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("PL106");
        segue().contract(List.of());
        segue().upgrade("head");
        assertThat(segue().status().isUpToDate()).isTrue();
    }

    @Test
    void whereNobodyIsAtWorkAllIsDoneAtOnce() {
        revisions.add("ALTER TABLE users DROP COLUMN nickname; DROP TABLE users;");

        builder().rollout(Rollout.DIRECT).build().upgrade("head");

        assertThat(segue().status().isUpToDate()).isTrue();
        assertThat(segue().trash()).isEmpty();
        assertThat(database.lines("SELECT 1 FROM pg_class WHERE relname = 'users'"))
                .isEmpty();
    }

    @Test
    void theTrashIsEmptiedOnlyOfWhatIsOldEnough() {
        revisions.add("DROP TABLE users;");
        segue().upgrade("head");
        segue().contract(List.of());

        assertThat(segue().purge(Duration.ofDays(1)).gone()).isEmpty();
        segue().restore(segue().trash().get(0).id());
        assertThat(database.text("SELECT count(*) FROM users")).isEqualTo("30000");
        assertThat(segue().trash()).isEmpty();
    }

    @Test
    void noLockIsHeldOnTwoTablesInUse() {
        database.execute("CREATE TABLE orders (id int PRIMARY KEY, user_id int)", "ANALYZE orders");
        revisions.add("""
                ALTER TABLE users ALTER COLUMN name SET DEFAULT '';
                ALTER TABLE orders ALTER COLUMN user_id SET DEFAULT 0;
                """);

        List<Step> steps = segue().planUpgrade("head").revisions().get(0).steps();

        assertThat(steps)
                .hasSize(2)
                .allMatch(step -> step.transactionMode().name().equals("SEPARATE"));
    }

    private Segue segue() {
        return builder().build();
    }

    private SegueBuilder builder() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED);
    }

    /** Throws behind this many steps of a run, as a process that dies there. */
    private Segue stoppingAt(int step) {
        AtomicInteger left = new AtomicInteger(step);
        return builder()
                .listener(event -> {
                    if (event instanceof ExecutionEvent.StepJournalled && left.decrementAndGet() == 0) {
                        throw new Stopped();
                    }
                })
                .build();
    }

    private static boolean isStopped(Consumer<String> run, String target) {
        return isStopped(() -> run.accept(target));
    }

    private static boolean isStopped(Runnable run) {
        try {
            run.run();
            return false;
        } catch (Stopped stopped) {
            return true;
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Everything about the tables of the application. */
    private String catalog() {
        return String.join("\n", database.lines("""
                SELECT concat_ws(' ', c.relname, a.attname, a.attnotnull, a.atthasdef, format_type(a.atttypid, a.atttypmod))
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT concat_ws(' ', conname, pg_get_constraintdef(oid), convalidated)
                FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace
                UNION ALL
                SELECT concat_ws(' ', 'trigger', tgname) FROM pg_trigger
                ORDER BY 1
                """));
    }
}
