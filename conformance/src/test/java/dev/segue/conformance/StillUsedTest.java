package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.execution.ExecutionEvent.UsesLookedAt;
import dev.segue.operation.Phase;
import dev.segue.plan.PlanFile;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.verification.StillUsed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A contraction takes nothing away from under somebody who is seen to use it, and says who used it before. */
@ExtendWith(TestServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StillUsedTest {

    private TestServer counting;
    private TestDatabase database;
    private Revisions revisions;

    @BeforeAll
    void startServerThatCounts() {
        counting = TestServer.of(EmbeddedPostgres.builder()
                .setting("shared_preload_libraries", "pg_stat_statements")
                .setting("pg_stat_statements.track", "all")
                .start());
    }

    @AfterAll
    void stopServer() {
        counting.close();
    }

    @BeforeEach
    void manyUsers(@TempDir Path folder) {
        database = counting.database();
        revisions = Revisions.in(folder);
        database.execute("CREATE EXTENSION pg_stat_statements");
        fill(database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static void fill(TestDatabase database) {
        database.execute(
                "CREATE TABLE users (id int PRIMARY KEY, name text, nickname text NOT NULL)",
                "CREATE INDEX by_name ON users (name)",
                "CREATE TABLE pets (id int PRIMARY KEY, nickname text)",
                "INSERT INTO users SELECT i, 'n' || i, 'nick' || i FROM generate_series(1, 30000) i",
                "ANALYZE users");
    }

    @Test
    void aSessionThatIsAtWorkWithItIsNotPulledTheColumnFromUnder() throws SQLException {
        held("ALTER TABLE users DROP COLUMN nickname;");
        Problem problem;

        try (Connection old = database.connect();
                Statement statement = old.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SELECT u.nickname FROM public.users u WHERE name = 'secret'");
            problem = Problems.of(() -> segue().contract(List.of()));
        }

        assertThat(problem.code().code()).isEqualTo("VF102");
        assertThat(problem.headline()).isEqualTo("column users.nickname is still in use");
        assertThat(problem.details())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "(checkout-service), at work, last statement", "SELECT u.nickname FROM public.users u")
                        .doesNotContain("secret"));
        segue().contract(List.of());
        assertThat(segue().status().held()).isEmpty();
    }

    @Test
    void anUpgradeThroughAllPhasesIsHeldUpInTheSameWay() throws SQLException {
        revisions.add("CREATE TABLE IF NOT EXISTS visits (id int);");
        revisions.add("ALTER TABLE users DROP COLUMN nickname;");
        SegueBuilder all = builder().phases(EnumSet.allOf(Phase.class));
        PlanFile plan = PlanFile.read(PlanFile.write(all.build().planUpgrade("head"), "head"), "plan.json");
        Problem problem;
        Problem ofThePlan;

        try (Connection old = database.connect();
                Statement statement = old.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SELECT nickname FROM users WHERE id = 1");
            problem = Problems.of(() -> all.build().upgrade("head"));
            ofThePlan = Problems.of(() -> all.build().run(plan));
        }

        assertThat(problem.code().code()).isEqualTo("VF102");
        assertThat(problem.headline()).isEqualTo("column users.nickname is still in use");
        assertThat(ofThePlan.code().code()).isEqualTo("VF102");
        assertThat(segue().status().pending()).hasSize(2);
        assertThat(all.build().upgrade("head").revisions()).hasSize(2);
        assertThat(segue().status().held()).isEmpty();
    }

    @Test
    void aDowngradeThroughAllPhasesIsHeldUpUnlessTheStatementsMeanSomethingElse() throws SQLException {
        revisions.add(
                "ALTER TABLE users RENAME COLUMN nickname TO called;",
                "ALTER TABLE users RENAME COLUMN called TO nickname;");
        SegueBuilder all = builder().phases(EnumSet.allOf(Phase.class));
        all.build().upgrade("head");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("WITH users AS (SELECT 1 AS called) SELECT called FROM users");
            Problem problem = Problems.of(() -> all.build().downgrade("base"));

            assertThat(problem.code().code()).isEqualTo("VF102");
            all.evenIfUsed(true).build().downgrade("base");
        }

        assertThat(database.lines("SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0"
                        + " AND attname = 'nickname'"))
                .containsExactly("nickname");
    }

    @Test
    void whatStaysUntilTheContractionHoldsNoUpgradeUpNorDoesAnybodyWhereNobodyIsWaitedFor() throws SQLException {
        revisions.add("ALTER TABLE users DROP COLUMN nickname;");

        try (Connection old = database.connect();
                Statement statement = old.createStatement()) {
            statement.execute("SELECT nickname FROM users WHERE id = 1");
            old.setAutoCommit(false);
            statement.execute("WITH users AS (SELECT 1 AS nickname) SELECT nickname FROM users");

            segue().upgrade("head");
            segue().downgrade("base");
            builder().rollout(Rollout.DIRECT).build().upgrade("head");
        }

        assertThat(segue().status().pending()).isEmpty();
    }

    @Test
    void callsOfBeforeAreToldWithTheirNumberAndHoldNothingUp() {
        database.execute("DROP ROLE IF EXISTS shop_app", "CREATE ROLE shop_app", "GRANT SELECT ON users TO shop_app");
        held("ALTER TABLE users RENAME COLUMN nickname TO called;");
        for (int i = 1; i <= 3; i++) {
            database.execute(
                    "SET ROLE shop_app",
                    "SELECT \"nickname\" FROM users WHERE id = " + i,
                    "SELECT id AS nickname FROM users LIMIT 1");
        }

        StillUsed uses = contractListening();

        assertThat(uses.statements()).hasSize(1);
        assertThat(uses.statements().get(0).meanwhile()).isZero();
        assertThat(uses.statements().get(0).statement().calls()).isEqualTo(3);
        assertThat(uses.statements().get(0).statement().user()).contains("shop_app");
        assertThat(uses.statements().get(0).statement().since()).isPresent();
        assertThat(uses.lines())
                .singleElement()
                .asString()
                .startsWith("role shop_app: 3 calls since 2")
                .contains(", none in the last ", "SELECT \"nickname\" FROM users WHERE id = ?");
        assertThat(uses.unseen())
                .singleElement()
                .asString()
                .startsWith("1 statement names a table, but none of its columns (SELECT *, INSERT without a list)");
        assertThat(segue().status().held()).isEmpty();
        database.execute("DROP OWNED BY shop_app", "DROP ROLE shop_app");
    }

    @Test
    void statementsThatAreCalledMeanwhileHoldItUpUnlessTheyMeanSomethingElse() throws Exception {
        held("ALTER TABLE users DROP COLUMN nickname;");
        AtomicBoolean isOver = new AtomicBoolean();
        Problem problem;

        try (Background application = Background.run(() -> {
            while (!isOver.get()) {
                database.execute("SELECT nickname FROM (SELECT id FROM users) AS u JOIN pets p USING (id)");
            }
        })) {
            database.await("SELECT count(*) > 0 FROM pg_stat_statements WHERE query LIKE '%JOIN pets p USING%'");
            problem = Problems.of(() -> segue().contract(List.of()));
            builder().evenIfUsed(true).build().contract(List.of());
            isOver.set(true);
            application.await();
        }

        assertThat(problem.code().code()).isEqualTo("VF102");
        assertThat(problem.remedy()).contains("--even-if-used");
        assertThat(problem.details()).anySatisfy(line -> assertThat(line).contains(" calls since ", "JOIN pets p"));
        assertThat(segue().status().held()).isEmpty();
    }

    @Test
    void aTableOfTheSameNameInAnotherSchemaIsNoneOfOurs() throws SQLException {
        database.execute("CREATE SCHEMA old", "CREATE TABLE old.users (nickname text)");
        held("ALTER TABLE users DROP COLUMN nickname;");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT nickname FROM old.users");

            assertThat(segue().usesOf(segue().planContraction(List.of())).sessions())
                    .isEmpty();
            statement.execute("SELECT 1; SELECT nickname FROM public.users LIMIT 1");
            assertThat(segue().usesOf(segue().planContraction(List.of())).isInUse())
                    .isTrue();
        }
    }

    @Test
    void aStatementWhoseEndIsNotSeenIsTold() throws SQLException {
        held("ALTER TABLE users DROP COLUMN nickname;");

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT id" + ", id".repeat(400) + ", nickname FROM users LIMIT 1");

            assertThat(segue().usesOf(segue().planContraction(List.of())).unseen())
                    .anySatisfy(
                            line -> assertThat(line).contains("the end of 1 statement", "track_activity_query_size"));
        }
    }

    @Test
    void whatSegueItselfRanIsNobodysUse() {
        held("ALTER TABLE users RENAME COLUMN name TO full_name;");

        assertThat(contractListening().isEmpty()).isTrue();
    }

    @Test
    void whereNothingIsCountedThatIsSaid(TestServer server, @TempDir Path folder) throws SQLException {
        try (TestDatabase other = server.database()) {
            revisions = Revisions.in(folder);
            fill(other);
            database.close();
            database = other;
            held("ALTER TABLE users DROP COLUMN nickname;");
            StillUsed uses;

            try (Connection old = other.connect();
                    Statement statement = old.createStatement()) {
                statement.execute("SELECT nickname FROM users LIMIT 1");
                uses = segue().usesOf(segue().planContraction(List.of()));
                statement.execute("SELECT 1");
            }

            assertThat(uses.unseen())
                    .containsExactly(
                            "who used it before cannot be seen: pg_stat_statements does not count in this database");
            assertThat(uses.sessions()).singleElement().satisfies(session -> {
                assertThat(session.isAtWork()).isFalse();
                assertThat(session.text()).contains("(checkout-service), idle, last statement");
            });
            assertThat(contractListening().isEmpty()).isTrue();
            database = counting.database();
        }
    }

    @Test
    void anIndexThatIsNotValidIsMendedFirst() {
        held("ALTER TABLE users RENAME COLUMN name TO full_name;");
        String index = database.text("SELECT indexrelid::regclass::text FROM pg_index"
                + " WHERE indrelid = 'users'::regclass AND indexrelid::regclass::text LIKE '%segue%'");
        database.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass");

        Problem problem = Problems.of(() -> segue().contract(List.of()));

        assertThat(problem.code().code()).isEqualTo("PL111");
        assertThat(problem.headline()).contains(index, "is not valid");
        database.execute("REINDEX INDEX " + index);
        segue().contract(List.of());
        assertThat(segue().status().held()).isEmpty();
    }

    @Test
    void aConstraintThatIsMeantForNewRowsOnlyStaysSo() {
        database.execute("ALTER TABLE users ADD CONSTRAINT named CHECK (name <> 'nobody') NOT VALID");
        held("ALTER TABLE users RENAME COLUMN name TO full_name;"
                + " ALTER TABLE users ADD CONSTRAINT later CHECK (id > 0) NOT VALID;");

        segue().contract(List.of());

        assertThat(segue().status().held()).isEmpty();
        assertThat(database.lines("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1"))
                .containsExactly("later", "named");
    }

    @Test
    void thePlanSaysWhatIsTakenAway() {
        revisions.add("ALTER TABLE users DROP COLUMN nickname; ALTER TABLE pets RENAME TO animals;");

        assertThat(segue().planUpgrade("head").leaving())
                .extracting(name -> name.text())
                .containsExactly("column users.nickname", "table pets");
    }

    private void held(String upgrade) {
        revisions.add(upgrade);
        segue().upgrade("head");
        assertThat(segue().status().held()).hasSize(1);
    }

    private StillUsed contractListening() {
        AtomicReference<StillUsed> uses = new AtomicReference<>(StillUsed.NOBODY);
        builder()
                .listener(event -> {
                    if (event instanceof UsesLookedAt looked) {
                        uses.set(looked.uses());
                    }
                })
                .build()
                .contract(List.of());
        return Objects.requireNonNull(uses.get());
    }

    private Segue segue() {
        return builder().build();
    }

    private SegueBuilder builder() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED);
    }
}
