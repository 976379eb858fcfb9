package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Unconcerned;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.Session;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.sql.TableName;
import dev.segue.step.StepAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of all batches of a range are looked for together, and no batch gets larger by that. */
@ExtendWith(TestServer.Shared.class)
class BatchEndsTest {

    private static final String ROWS_OF_BATCHES = "SELECT count(*) FROM item GROUP BY xmin::text ORDER BY min(id)";

    /** However slow the machine is, no batch counts as slow. */
    private static final FillSettings IN_ANY_TIME = FillSettings.DEFAULT.withTarget(Duration.ofHours(1));

    private static final StepAction.FillRows INCREMENT = StepAction.FillRows.assigning(
                    TableName.of("public", "item"), "n = n + 1", "TRUE")
            .with(IN_ANY_TIME);

    private final TestDatabase database;
    private final RowBatches batches = new PostgresqlDialect().rowBatches().orElseThrow();

    BatchEndsTest(TestServer server) {
        this.database = server.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id bigint PRIMARY KEY",
                "id integer, word text DEFAULT 'O''Neill \\ %L', PRIMARY KEY (word, id)",
                "id integer, word text COLLATE \"C\" DEFAULT md5(random()::text), PRIMARY KEY (word, id)",
                "id integer, word varchar(40) DEFAULT md5(random()::text), PRIMARY KEY (word, id)",
                "id integer, word character(9) DEFAULT 'it''s', PRIMARY KEY (id, word)",
                "id numeric(10,3) PRIMARY KEY",
                "id integer, at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (at, id)",
                "id integer, \"odd \"\"name, %L\" uuid PRIMARY KEY DEFAULT gen_random_uuid()",
                "id integer",
            })
    void endsThatAreFoundTogetherAreThoseThatAreFoundOneByOne(String columns) {
        database.execute(
                "CREATE TABLE item (" + columns + ")",
                "INSERT INTO item (id) SELECT i FROM generate_series(-2000, 3000) AS i");

        try (Steps steps = Steps.on(database)) {
            RowSource source = begin(steps.session());
            String end = source.end(steps.session()).orElseThrow();
            List<String> together = source.next(steps.session(), Optional.empty(), end, 600, 16);
            List<String> apart = new ArrayList<>();
            while (!apart.contains(end)) {
                apart.add(source.next(steps.session(), last(apart), end, 600));
            }

            assertThat(together).isEqualTo(apart).endsWith(end).hasSizeBetween(9, 16);
            assertThat(source.next(steps.session(), last(together.subList(0, 2)), end, 600, 3))
                    .isEqualTo(together.subList(2, 5));
        }
    }

    @Test
    void eachRangeHasAsManyRowsAsWantedAndTheLastOneWhatIsLeft() {
        database.execute(
                "CREATE TABLE segue_end (id int, following text, PRIMARY KEY (following, id))",
                "INSERT INTO segue_end SELECT i, i % 7 FROM generate_series(1, 2500) AS i");

        assertThat(rowsOfRanges("segue_end", 1_000, 16)).containsExactly(1_000L, 1_000L, 500L);
        assertThat(rowsOfRanges("segue_end", 500, 16)).containsExactly(500L, 500L, 500L, 500L, 500L);
        assertThat(rowsOfRanges("segue_end", 700, 2)).containsExactly(700L, 700L);
        assertThat(rowsOfRanges("segue_end", 3_000, 16)).containsExactly(2_500L);
    }

    @Test
    void rowsThatCameBehindTheEndAreNotGoneThrough() {
        createItems(2_500);

        try (Steps steps = Steps.on(database)) {
            RowSource source = begin(steps.session());
            String end = source.end(steps.session()).orElseThrow();
            database.execute("INSERT INTO item SELECT i FROM generate_series(2501, 9000) AS i");

            assertThat(source.next(steps.session(), Optional.empty(), end, 1_000, 16))
                    .hasSize(3)
                    .endsWith(end);
        }
    }

    @Test
    void batchesThatGrowWithinAChunkDoNotGetLargerThanTheyMay() {
        createItems(30_000);

        try (Steps steps = Steps.on(database)) {
            steps.fill(INCREMENT.with(INCREMENT.settings().withBatch(1_700)), false);
        }

        assertThat(rowsOfBatches()).startsWith(1_000L).contains(1_700L).allMatch(rows -> rows <= 1_700);
        assertEachRowWasDoneOnce();
    }

    @Test
    void aBatchThatGaveWayInTheMiddleOfAChunkIsFollowedBySmallerOnes() throws Exception {
        createItems(30_000);

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT FROM item WHERE id = 2700 FOR UPDATE");
            try (Steps steps = Steps.on(database).listening(new Unconcerned() {
                @Override
                public void gaveWay(int attempt, Problem problem, Duration pause) {
                    rollBack(application);
                }
            })) {
                steps.fill(INCREMENT.with(INCREMENT.settings().withBatch(1_000)), false);
            }
        }

        assertThat(rowsOfBatches())
                .startsWith(1_000L, 1_000L, 250L)
                .containsSubsequence(250L, 1_000L)
                .allMatch(rows -> rows <= 1_000);
        assertEachRowWasDoneOnce();
    }

    @Test
    void rowsThatComeAndGoBetweenClaimAndBatchAreMetOnce() {
        createItems(30_000);
        database.execute("DELETE FROM item WHERE id BETWEEN 1501 AND 1600");
        List<String> meanwhile = new ArrayList<>(List.of(
                "DELETE FROM item WHERE id IN (2100, 3100) OR id BETWEEN 2201 AND 2300",
                "INSERT INTO item SELECT i FROM generate_series(1501, 1600) AS i"));

        try (Steps steps = Steps.on(database).listening(new Unconcerned() {
            @Override
            public void beforeBatch() {
                if (!meanwhile.isEmpty() && "1000".equals(database.text("SELECT count(*) FROM item WHERE n = 1"))) {
                    meanwhile.forEach(database::execute);
                    meanwhile.clear();
                }
            }
        })) {
            steps.fill(INCREMENT.with(INCREMENT.settings().withBatch(1_000)), false);
        }

        assertThat(meanwhile).isEmpty();
        assertEachRowWasDoneOnce();
    }

    @Test
    void theEndsOfBatchesAreLookedForOnceForEachChunk() {
        try (TestServer counting = TestServer.of(EmbeddedPostgres.builder()
                        .setting("shared_preload_libraries", "pg_stat_statements")
                        .start());
                TestDatabase counted = counting.database()) {
            counted.execute(
                    "CREATE EXTENSION pg_stat_statements",
                    "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                    "INSERT INTO item SELECT i FROM generate_series(1, 40000) AS i",
                    "ANALYZE item");
            counted.lookForDeadlocksAfter("1min");

            try (Steps steps = Steps.on(counted)) {
                steps.fill(INCREMENT.with(INCREMENT.settings().withBatch(500)), false);
            }

            long looks = Long.parseLong(
                    counted.text(
                            "SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE 'WITH RECURSIVE /* segue */ segue_end%'"));
            assertThat(counted.text("SELECT count(*) FROM segue.backfill_chunk"))
                    .isEqualTo("8");
            assertThat(counted.text("SELECT count(DISTINCT xmin::text) FROM item"))
                    .isEqualTo("80");
            assertThat(looks).isEqualTo(8);
        }
    }

    private void createItems(int count) {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO item SELECT i FROM generate_series(1, " + count + ") AS i",
                "ANALYZE item");
        database.lookForDeadlocksAfter("1min");
    }

    /** The only relation of the table, in a transaction as the batches have it. */
    private RowSource begin(Session session) {
        return begin(session, INCREMENT);
    }

    private RowSource begin(Session session, StepAction.FillRows fill) {
        String table = batches.identityOf(session, fill.table()).orElseThrow();
        RowSource source = batches.sourcesOf(session, fill, table).get(0);
        session.begin(batches.openings(session, fill, table).patient());
        return source;
    }

    private List<Long> rowsOfRanges(String table, long rows, int ranges) {
        try (Steps steps = Steps.on(database)) {
            Session session = steps.session();
            RowSource source =
                    begin(session, StepAction.FillRows.assigning(TableName.of("public", table), "id = id", "TRUE"));
            String end = source.end(session).orElseThrow();
            List<Long> counts = new ArrayList<>();
            Optional<String> from = Optional.empty();
            for (String upTo : source.next(session, from, end, rows, ranges)) {
                counts.add(source.count(session, from, upTo));
                from = Optional.of(upTo);
            }
            return counts;
        }
    }

    private static Optional<String> last(List<String> places) {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(places.size() - 1));
    }

    /** Each has a transaction of its own. */
    private List<Long> rowsOfBatches() {
        return database.lines(ROWS_OF_BATCHES).stream().map(Long::parseLong).toList();
    }

    private void assertEachRowWasDoneOnce() {
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
