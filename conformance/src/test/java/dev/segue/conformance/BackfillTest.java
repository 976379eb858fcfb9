package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.KillAfterBatches;
import dev.segue.conformance.support.Killed;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Unconcerned;
import dev.segue.dialect.StatementProgress;
import dev.segue.operation.FillSettings;
import dev.segue.problem.Problem;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All rows of a table are computed while the application goes on, whatever their key is and whatever happens. */
@ExtendWith(TestServer.Shared.class)
class BackfillTest {

    private final TestDatabase database;

    BackfillTest(TestServer server) {
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
                "id integer, other text, PRIMARY KEY (other, id)",
                "id integer, other text COLLATE \"C\", PRIMARY KEY (id, other)",
                "id integer NOT NULL UNIQUE",
                "id integer, \"odd \"\"name, %L\" uuid PRIMARY KEY DEFAULT gen_random_uuid()",
                "id integer, at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (at, id)",
                "id numeric(10,3) PRIMARY KEY",
                "id integer, place interval DEFAULT '1 day', PRIMARY KEY (place, id)",
                "id integer, word character(9) DEFAULT 'it''s \\', PRIMARY KEY (id, word)",
                "id integer",
                "id integer UNIQUE",
            })
    void everyRowIsFilled(String columns) {
        database.execute(
                "CREATE TABLE item (" + columns + ", n integer, twice integer)",
                "INSERT INTO item (id, n) SELECT i, i FROM generate_series(-2000, 3000) AS i"
                        .replace("(id, n)", columns.contains("other") ? "(id, n, other)" : "(id, n)")
                        .replace(
                                "SELECT i, i",
                                columns.contains("other") ? "SELECT i, i, md5(i::text)" : "SELECT i, i"));

        long written = fill("twice = n * 2", "twice IS DISTINCT FROM n * 2");

        assertThat(written).isEqualTo(5001);
        assertThat(database.text("SELECT count(*) FROM item WHERE twice = n * 2"))
                .isEqualTo("5001");
    }

    @Test
    void anEmptyTableNeedsNoBatch() {
        database.execute("CREATE TABLE item (id int PRIMARY KEY, n int)");

        assertThat(fill("n = id", "TRUE")).isZero();
    }

    @Test
    void anExpressionThatYieldsNullDoesNotKeepItFromEnding() {
        database.execute(
                "CREATE TABLE item (n int, twice int)", "INSERT INTO item SELECT i FROM generate_series(1, 5000) AS i");

        fill("twice = CASE WHEN n % 2 = 0 THEN n * 2 END", "twice IS NULL");

        assertThat(database.text("SELECT count(twice) FROM item")).isEqualTo("2500");
    }

    @Test
    void itLeavesTheOtherProcessorsToTheApplication() {
        database.execute(
                "CREATE TABLE item (n int, helpers text)",
                "INSERT INTO item SELECT i FROM generate_series(1, 10) AS i");

        fill("helpers = current_setting('max_parallel_workers_per_gather')", "helpers IS NULL");

        assertThat(database.text("SELECT DISTINCT helpers FROM item")).isEqualTo("0");
    }

    @Test
    void rowsThatKeepComingDoNotKeepItFromEnding() throws Exception {
        database.execute(
                "CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, twice int)",
                "INSERT INTO item (n) SELECT i FROM generate_series(1, 20000) AS i");
        AtomicBoolean isOver = new AtomicBoolean();

        try (Background inserting = Background.run(() -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!isOver.get()) {
                    statement.execute("INSERT INTO item (n) SELECT i FROM generate_series(1, 500) AS i");
                }
            }
        })) {
            fill("twice = n * 2", "twice IS NULL");
            isOver.set(true);
            inserting.await();
        }

        assertThat(database.text("SELECT count(*) FROM item WHERE id <= 20000 AND twice IS NULL"))
                .isEqualTo("0");
    }

    @Test
    void whatWasDoneWhenItWasKilledIsNotDoneAgain() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT i FROM generate_series(1, 20000) AS i");
        StepAction.FillRows fill = StepAction.FillRows.assigning(TableName.of("public", "item"), "n = n + 1", "TRUE");

        try (Steps first = Steps.on(database).listening(new KillAfterBatches(4))) {
            assertThatThrownBy(() -> first.fill(fill, false)).isInstanceOf(Killed.class);
        }
        String halfWay = database.text("SELECT count(*) FROM item WHERE n = 1");
        try (Steps second = Steps.on(database)) {
            second.fill(fill, true);
        }

        assertThat(Integer.parseInt(halfWay)).isBetween(1, 19_999);
        assertThat(database.lines("SELECT DISTINCT n::text FROM item")).containsExactly("1");
    }

    @Test
    void aStepThatIsBegunAnewKnowsNothingOfTheLastTime() {
        database.execute("CREATE TABLE item (id int PRIMARY KEY, n int DEFAULT 0)", "INSERT INTO item VALUES (1)");

        fill("n = n + 1", "TRUE");
        fill("n = n + 1", "TRUE");

        assertThat(database.text("SELECT n FROM item")).isEqualTo("2");
    }

    @Test
    void partitionsAndHeirsAreFilledOneByOne() {
        database.execute(
                "CREATE TABLE item (id int, region text, n int, PRIMARY KEY (id, region)) PARTITION BY LIST (region)",
                "CREATE TABLE item_north PARTITION OF item FOR VALUES IN ('north')",
                "CREATE TABLE item_other PARTITION OF item DEFAULT PARTITION BY HASH (id)",
                "CREATE TABLE item_other_0 PARTITION OF item_other FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE item_other_1 PARTITION OF item_other FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO item SELECT i, CASE i % 3 WHEN 0 THEN 'north' ELSE 'r' || i % 3 END"
                        + " FROM generate_series(1, 3000) AS i",
                "CREATE TABLE thing (id int PRIMARY KEY, n int)",
                "CREATE TABLE heir (PRIMARY KEY (id)) INHERITS (thing)",
                "INSERT INTO thing VALUES (1), (2)",
                "INSERT INTO heir VALUES (1), (3)");

        assertThat(fill("n = item.id", "item.n IS NULL")).isEqualTo(3000);
        try (Steps steps = Steps.on(database)) {
            steps.fill(StepAction.FillRows.assigning(TableName.of("public", "thing"), "n = id", "TRUE"), false);
        }

        assertThat(database.text("SELECT count(*) FROM item WHERE n = id")).isEqualTo("3000");
        assertThat(database.text("SELECT count(*) FROM thing WHERE n = id")).isEqualTo("4");
    }

    @Test
    void partitionsThatAreDroppedMeanwhileDoNotKeepTheOthersFromBeingFilled() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int) PARTITION BY RANGE (id)",
                "CREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (1000)",
                "CREATE TABLE item_2 PARTITION OF item FOR VALUES FROM (1000) TO (2000)",
                "CREATE TABLE item_3 PARTITION OF item FOR VALUES FROM (2000) TO (3000)",
                "CREATE TABLE item_4 PARTITION OF item FOR VALUES FROM (3000) TO (4000)",
                "INSERT INTO item SELECT i FROM generate_series(0, 3999) AS i");
        StepAction.FillRows fill = new StepAction.FillRows(
                TableName.of("public", "item"),
                new RowWork.Assign("n = id", "TRUE"),
                FillSettings.DEFAULT.withBatch(100));

        try (Steps steps = beforeBatch(Map.of(5, "DROP TABLE item_1", 20, "DROP TABLE item_3"))) {
            steps.fill(fill, false);
        }

        assertThat(database.text("SELECT count(n) FROM item")).isEqualTo("2000");
    }

    @Test
    void aTableThatIsRenamedMeanwhileIsFilledUnderItsNewName() {
        StepAction.FillRows fill = fillOfNewTable();

        try (Steps steps = beforeBatch(Map.of(5, "ALTER TABLE item RENAME TO thing"))) {
            steps.fill(fill, false);
        }

        assertThat(database.text("SELECT count(*) FROM thing WHERE n = id")).isEqualTo("4000");
    }

    @Test
    void aTableThatIsDroppedMeanwhileIsMissed() {
        StepAction.FillRows fill = fillOfNewTable();

        try (Steps steps = beforeBatch(Map.of(5, "DROP TABLE item"))) {
            assertThat(Problems.of(() -> steps.fill(fill, false)).code().code()).isEqualTo("BF103");
        }
    }

    /** In forty batches. */
    private StepAction.FillRows fillOfNewTable() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(0, 3999) AS i");
        return new StepAction.FillRows(
                TableName.of("public", "item"),
                new RowWork.Assign("n = id", "TRUE"),
                FillSettings.DEFAULT.withBatch(100));
    }

    @Test
    void triggersOfUsersAreNotFiredButForeignKeysAreLookedAfter() {
        database.execute(
                "CREATE TABLE shop (id int PRIMARY KEY)",
                "CREATE TABLE item (id int PRIMARY KEY, shop_id int REFERENCES shop, touched int DEFAULT 0, n int)",
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$",
                "CREATE TRIGGER touch BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch()",
                "INSERT INTO item VALUES (1), (2)");

        fill("n = id", "TRUE");
        Problem problem = Problems.of(() -> fill("shop_id = id", "TRUE"));

        assertThat(database.text("SELECT sum(touched) FROM item")).isEqualTo("0");
        assertThat(problem.code().code()).isEqualTo("DB213");
    }

    @Test
    void withoutTheRightToSpareTriggersItStillFills() {
        database.execute(
                "CREATE ROLE fills_rows",
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item VALUES (1), (2)",
                "ALTER TABLE item OWNER TO fills_rows");

        try (Steps steps = Steps.on(database, "fills_rows")) {
            steps.fill(StepAction.FillRows.assigning(TableName.of("public", "item"), "n = id", "TRUE"), false);
        } finally {
            database.execute("DROP OWNED BY fills_rows", "DROP ROLE fills_rows");
        }
    }

    @Test
    void itIsAlwaysTheBatchThatGivesWay() throws Exception {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(1, 2000) AS i");
        database.lookForDeadlocksAfter("4s");
        List<String> reasons = new ArrayList<>();
        AtomicBoolean isBlocked = new AtomicBoolean();

        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("UPDATE item SET n = 0 WHERE id = 1500");
            try (Background crossing = Background.run(() -> {
                        while (!isBlocked.get()) {
                            Thread.sleep(5);
                        }
                        for (int id = 1; id < 1500; id += 50) {
                            statement.execute("UPDATE item SET n = 0 WHERE id = " + id);
                        }
                        application.commit();
                    });
                    Steps steps = Steps.on(database).listening(new Unconcerned() {
                        @Override
                        public void gaveWay(int attempt, Problem problem, Duration pause) {
                            reasons.add(problem.code().code());
                            isBlocked.set(true);
                        }
                    })) {
                steps.fill(StepAction.FillRows.assigning(TableName.of("public", "item"), "n = id", "n IS NULL"), false);
                crossing.await();
            }
        }

        assertThat(reasons).isNotEmpty().doesNotContain("DB202");
        assertThat(database.text("SELECT count(*) FROM item WHERE n IS NULL")).isEqualTo("0");
    }

    @Test
    void aTableWithoutAKeyNeedsACondition() {
        database.execute("CREATE TABLE item (n int)", "INSERT INTO item VALUES (1)");

        Problem problem = Problems.of(() -> fill("n = n + 1", "TRUE"));

        assertThat(problem.code().code()).isEqualTo("BF101");
        assertThat(problem.text()).contains("item", "WHERE");
    }

    @Test
    void operatorsWithQuestionMarksAreNoHoles() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, tags jsonb, has_a boolean)",
                "INSERT INTO item VALUES (1, '{\"a\": 1}'), (2, '{}')");

        fill("has_a = tags ? 'a' -- a comment", "has_a IS NULL -- another");

        assertThat(database.lines("SELECT has_a::text FROM item ORDER BY id")).containsExactly("true", "false");
    }

    @Test
    void progressIsTold() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT i FROM generate_series(1, 20000) AS i",
                "ANALYZE item");
        List<Long> done = new ArrayList<>();

        try (Steps steps = Steps.on(database).listening(new Unconcerned() {
            @Override
            public void progressed(StatementProgress progress) {
                assertThat(progress.total()).isIn(20_000L, progress.done() < 20_000 ? 20_000L : 0L);
                done.add(progress.done());
            }
        })) {
            steps.fill(StepAction.FillRows.assigning(TableName.of("public", "item"), "n = id", "TRUE"), false);
        }

        assertThat(done).isSorted().endsWith(20_000L);
    }

    private long fill(String assignments, String guard) {
        try (Steps steps = Steps.on(database)) {
            return steps.fill(StepAction.FillRows.assigning(TableName.of("public", "item"), assignments, guard), false);
        }
    }

    /** @param meanwhile what somebody else does before which batch, counted from 1 */
    private Steps beforeBatch(Map<Integer, String> meanwhile) {
        return Steps.on(database).listening(new Unconcerned() {
            private int batches;

            @Override
            public void beforeBatch() {
                batches++;
                if (meanwhile.containsKey(batches)) {
                    database.execute(meanwhile.get(batches));
                }
            }
        });
    }
}
