package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.StepAction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has been seen to go wrong with other tools, one by one, and must not go wrong here. */
@ExtendWith(TestServer.Shared.class)
class KnownDefectsTest {

    private static final String[] USERS = {
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL UNIQUE"
                + " CHECK (username <> ''), note text)",
        "INSERT INTO users (username) SELECT 'user ' || i FROM generate_series(1, 5000) AS i",
    };

    private static final String[] ITEMS = {
        "CREATE TABLE items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, price integer NOT NULL, note text)",
        "INSERT INTO items (price) SELECT i FROM generate_series(1, 100) AS i",
    };

    private final TestDatabase database;
    private final Revisions revisions;

    KnownDefectsTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** A NOT NULL, UNIQUE or CHECK that stands before the trigger does refuses what the old application writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users RENAME COLUMN username TO display_name;",
                "ALTER TABLE users ALTER COLUMN username TYPE varchar(40);",
                """
                -- segue:value username || '@example.org'
                ALTER TABLE users ADD COLUMN login text NOT NULL;
                ALTER TABLE users ADD CONSTRAINT users_one_login UNIQUE (login);
                """
            })
    void noWriteFailsBetweenAConstraintAndItsTrigger(String upgrade) {
        database.execute(USERS);
        revisions.add(upgrade);
        AtomicInteger writes = new AtomicInteger();

        segue().listener(event -> {
                    if (event instanceof ExecutionEvent.StepJournalled) {
                        database.execute(
                                "INSERT INTO users (username) VALUES ('between " + writes.incrementAndGet() + "')");
                        database.execute("UPDATE users SET note = 'between' WHERE id = 7");
                    }
                })
                .build()
                .upgrade("head");

        assertThat(writes).hasValueGreaterThan(4);
        assertThat(database.text("SELECT count(*) FROM users WHERE username LIKE 'between%'"))
                .isEqualTo(String.valueOf(writes.get()));
    }

    /** A trigger that tells applications apart by their search path takes one for the other. */
    @ParameterizedTest
    @ValueSource(strings = {"public", "v2, public", "\"v2\"", "v1,v2", "' v2'", "''", "pg_catalog, public, v2"})
    void noWriteIsLostWhateverTheSearchPath(String searchPath) {
        database.execute(USERS);
        database.execute("CREATE SCHEMA v1", "CREATE SCHEMA v2");
        revisions.add("ALTER TABLE users RENAME COLUMN username TO display_name;");
        segue().build().upgrade("head");

        database.execute(
                "SET search_path = " + searchPath,
                "INSERT INTO public.users (username) VALUES ('by the old')",
                "INSERT INTO public.users (display_name) VALUES ('by the new')",
                "UPDATE public.users SET username = 'changed by the old' WHERE id = 1",
                "UPDATE public.users SET display_name = 'changed by the new' WHERE id = 2");

        assertThat(
                        database.lines(
                                "SELECT username FROM users WHERE username = display_name AND username LIKE '%by the%' ORDER BY 1"))
                .containsExactly("by the new", "by the old", "changed by the new", "changed by the old");
    }

    /** A trigger that computes anew in every UPDATE makes 5 of a 4.7 that the new application has written. */
    @Test
    void aNewerValueIsNotOverwrittenByAnUnrelatedUpdateOfAnOldClient() {
        database.execute(ITEMS);
        revisions.add("""
                -- segue:value price
                ALTER TABLE items ADD COLUMN exact_price numeric(10, 2) NOT NULL;
                """);
        segue().build().upgrade("head");

        database.execute(
                "UPDATE items SET exact_price = 4.7 WHERE id = 1", "UPDATE items SET note = 'touched' WHERE id = 1");

        assertThat(database.text("SELECT exact_price FROM items WHERE id = 1")).isEqualTo("4.70");
    }

    @Test
    void nothingIsRoundedInAColumnOfTheNewTypeByAnUnrelatedUpdateOfAnOldClient() {
        database.execute(ITEMS);
        revisions.add("""
                -- segue:back round(price)
                ALTER TABLE items ALTER COLUMN price TYPE numeric(10, 2) USING price;
                """);
        segue().build().upgrade("head");
        String second = database.text("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = 'items'::regclass"
                + " AND attname LIKE 'segue_shadow%'");

        database.execute(
                "UPDATE items SET " + second + " = 4.7 WHERE id = 1",
                "UPDATE items SET note = 'touched' WHERE id = 1",
                "UPDATE items SET price = price, note = 'written as a whole' WHERE id = 1");

        assertThat(database.text("SELECT price || ' and ' || " + second + " FROM items WHERE id = 1"))
                .isEqualTo("5 and 4.70");
    }

    /** Batches by LIMIT visit all that was filled before, as long as nobody has told the planner how large the table is. */
    @Test
    void aBackfillWithoutStatisticsVisitsARowOfALargeTableNoMoreOftenThanOneOfASmallTable() {
        double small = blocksPerRow("small_items", 10_000);
        double large = blocksPerRow("large_items", 100_000);

        assertThat(large).isLessThan(small * 1.5);
    }

    /** A lock_timeout ends the waits of a concurrent build too, and leaves an index behind that is not valid. */
    @Test
    void aLockTimeoutDoesNotEndAConcurrentIndexBuildNorLeaveItInvalid() throws Exception {
        database.execute(USERS);
        database.execute("ALTER DATABASE " + database.name() + " SET lock_timeout = '200ms'");
        revisions.add("CREATE INDEX users_by_note ON users (note);");
        List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

        try (Connection foreign = database.connect();
                Statement statement = foreign.createStatement()) {
            foreign.setAutoCommit(false);
            statement.execute("UPDATE users SET note = 'a long report' WHERE id = 1");
            try (Background run =
                    Background.run(() -> segue().listener(events::add).build().upgrade("head"))) {
                awaitThatItHasWaitedFor("1 second");
                foreign.commit();
                run.await();
            }
        }

        assertThat(events).noneMatch(ExecutionEvent.AttemptFailed.class::isInstance);
        assertThat(database.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_by_note'::regclass"))
                .isEqualTo("t");
    }

    /** What does not fit is found while the old application still has all that it needs. */
    @Test
    void nothingOldIsDroppedBeforeTheNewIsValidated() {
        database.execute(ITEMS);
        database.execute("UPDATE items SET price = -1 WHERE id = 8");
        revisions.add("""
                ALTER TABLE items DROP COLUMN note;
                ALTER TABLE items ADD CONSTRAINT items_have_a_price CHECK (price > 0);
                """);

        Problem problem = Problems.of(() -> segue().build().upgrade("head"));
        segue().build().contract(List.of());
        database.execute("INSERT INTO items (price, note) VALUES (1, 'by the old')");

        assertThat(problem.text()).contains("items_have_a_price").contains("id 8");
        assertThat(database.text("SELECT note FROM items WHERE id = 101")).isEqualTo("by the old");

        database.execute("UPDATE items SET price = 1 WHERE id = 8");
        segue().build().upgrade("head");
        segue().build().contract(List.of());

        assertThat(database.refused("SELECT note FROM items")).isEqualTo("42703");
    }

    /** What only the catalog has to know is done by some with a second column and a copy of all values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users ALTER COLUMN note SET DEFAULT 'none';",
                "COMMENT ON COLUMN users.note IS 'what we know';",
                "ALTER TABLE users ALTER COLUMN username DROP NOT NULL;",
                "ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'DE';",
                "ALTER TABLE users ALTER COLUMN note TYPE varchar;",
            })
    void whatOnlyTheCatalogHasToKnowWritesNoRow(String upgrade) {
        database.execute(USERS);
        String file = fileOf("users");
        revisions.add(upgrade);

        segue().build().upgrade("head");
        segue().build().contract(List.of());

        awaitStatistics("users", "n_tup_ins = 5000");
        assertThat(database.text("SELECT n_tup_upd + n_tup_del FROM pg_stat_user_tables WHERE relname = 'users'"))
                .isEqualTo("0");
        assertThat(fileOf("users")).isEqualTo(file);
    }

    private double blocksPerRow(String table, int rows) {
        database.execute(
                "CREATE TABLE " + table + " (id bigint PRIMARY KEY, n int, twice int) WITH (autovacuum_enabled = off)",
                "INSERT INTO " + table + " SELECT i, i FROM generate_series(1, " + rows + ") AS i");
        awaitStatistics(table, "n_tup_ins = " + rows);
        long before = blocks(table);
        try (Steps steps = Steps.on(database)) {
            steps.fill(
                    StepAction.FillRows.assigning(TableName.of("public", table), "twice = n * 2", "twice IS NULL")
                            .with(FillSettings.DEFAULT.withBatch(1_000).withTarget(Duration.ofHours(1))),
                    false);
        }
        awaitStatistics(table, "n_tup_upd >= " + rows);
        return (blocks(table) - before) / (double) rows;
    }

    private long blocks(String table) {
        return Long.parseLong(database.text(
                "SELECT heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit FROM pg_statio_user_tables"
                        + " WHERE relname = '" + table + "'"));
    }

    private String fileOf(String table) {
        return database.text("SELECT pg_relation_filenode('" + table + "')");
    }

    /** A session tells its statistics only some time later, at the latest when it ends. */
    private void awaitStatistics(String table, String condition) {
        database.await("SELECT count(*) > 0 FROM pg_stat_user_tables WHERE relname = '" + table + "' AND " + condition);
    }

    private void awaitThatItHasWaitedFor(String time) {
        database.await(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'segue'"
                        + " AND wait_event_type = 'Lock' AND query LIKE 'CREATE INDEX CONCURRENTLY%'"
                        + " AND clock_timestamp() - query_start > interval '" + time + "'");
    }

    private SegueBuilder segue() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED).smallTables(0, 0);
    }
}
