package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where it is asked for, a change that a downgrade could not undo to the last value is told, or refused. */
@ExtendWith(TestServer.Shared.class)
class RoundtripTest {

    private static final String LOSSY = """
            -- segue:back price / 100.0
            ALTER TABLE item ALTER COLUMN price TYPE bigint USING round(price * 100);
            """;

    private static final String SPLIT = """
            -- segue:value split_part(name, ' ', 1)
            ALTER TABLE person ADD COLUMN first_name text NOT NULL;
            -- segue:value split_part(name, ' ', 2)
            ALTER TABLE person ADD COLUMN last_name text NOT NULL;
            -- segue:back first_name || ' ' || last_name
            ALTER TABLE person DROP COLUMN name;
            """;

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<Problem> warnings = new ArrayList<>();

    RoundtripTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    /** Three of them have more digits than a cent has. */
    @BeforeEach
    void createItems() {
        database.execute(
                "CREATE TABLE item (id int PRIMARY KEY, price numeric(10,3), word text)",
                "INSERT INTO item SELECT i, CASE WHEN i IN (7, 2000, 2990) THEN i + 0.125 ELSE i + 0.25 END, i::text"
                        + " FROM generate_series(1, 3000) AS i",
                "INSERT INTO item VALUES (3001, NULL, NULL)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void lossesAreRefusedBeforeAnythingIsBuiltOnThem() {
        revisions.add(LOSSY);

        Problem problem = Problems.of(() -> segue(Roundtrip.REFUSE).upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("BF121");
        assertThat(problem.headline())
                .isEqualTo("in 3 rows of public.item the way back computes another value than the old one of price");
        assertThat(problem.details().get(0)).startsWith("some of their keys: ").contains("7", "2000", "2990");
        assertThat(problem.text()).contains("segue downgrade", "--roundtrip report");
        assertThat(Problems.of(() -> segue(Roundtrip.REFUSE).upgrade("head"))
                        .code()
                        .code())
                .isEqualTo("BF121");
        Problem contraction = Problems.of(() -> segue(Roundtrip.OFF).contract(List.of(revisions.id(1))));
        assertThat(contraction.text()).contains(revisions.id(1));

        segue(Roundtrip.REFUSE).downgrade("base");

        assertThat(database.text("SELECT price FROM item WHERE id = 7")).isEqualTo("7.125");
        assertThat(database.text("SELECT count(*) FROM pg_attribute WHERE attrelid = 'item'::regclass"
                        + " AND attnum > 0 AND NOT attisdropped"))
                .isEqualTo("3");
    }

    @Test
    void lossesAreReportedAndTheRunGoesOn() {
        revisions.add(LOSSY);

        segue(Roundtrip.REPORT).upgrade("head");

        assertThat(warnings)
                .extracting(Problem::headline)
                .singleElement()
                .asString()
                .startsWith("in 3 rows of");
        assertThat(segue(Roundtrip.REPORT).status().isUpToDate()).isTrue();
    }

    @Test
    void nobodyLooksWhereItWasNotAskedFor() {
        revisions.add(LOSSY);

        segue(Roundtrip.OFF).upgrade("head");

        assertThat(warnings).isEmpty();
    }

    @Test
    void whatComesBackAsItWasIsNoLoss() {
        revisions.add("ALTER TABLE item RENAME COLUMN word TO label;").add("""
                        -- segue:back label || ''
                        ALTER TABLE item ALTER COLUMN label TYPE varchar(4) USING label;
                        ALTER TABLE item ALTER COLUMN id TYPE bigint;
                        """);

        segue(Roundtrip.REFUSE).upgrade("+1");
        segue(Roundtrip.REFUSE).contract(List.of());
        segue(Roundtrip.REFUSE).upgrade("head");

        assertThat(warnings).isEmpty();
    }

    @Test
    void aWordThatIsTakenOutOfAnEnumIsALoss() {
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'calm')",
                "ALTER TABLE item ADD COLUMN mood mood NOT NULL DEFAULT 'calm'",
                "UPDATE item SET mood = 'sad' WHERE id IN (3, 4)");
        revisions.add("-- segue:remove-enum-value mood 'sad' -> 'calm'");

        segue(Roundtrip.REPORT).upgrade("head");

        assertThat(warnings)
                .extracting(Problem::headline)
                .singleElement()
                .asString()
                .startsWith("in 2 rows of");
    }

    /** A name of three words is split into two, of which it cannot be put together again. */
    @Test
    void aColumnThatIsSplitIsComparedWithWhatTheOthersYieldTogether() {
        people();
        revisions.add(SPLIT);

        Problem problem = Problems.of(() -> segue(Roundtrip.REFUSE).upgrade("head"));
        segue(Roundtrip.REFUSE).downgrade("base");
        segue(Roundtrip.REPORT).upgrade("head");

        assertThat(problem.code().code()).isEqualTo("BF121");
        assertThat(problem.headline())
                .isEqualTo("in 2 rows of public.person the way back computes another value than the old one of name");
        assertThat(problem.details().get(0)).startsWith("some of their keys: ").contains("7", "1200");
        assertThat(warnings)
                .extracting(Problem::headline)
                .singleElement()
                .asString()
                .startsWith("in 2 rows of public.person");
        database.execute("INSERT INTO person (id, first_name, last_name) VALUES (3001, 'Ada', 'L')");
        segue(Roundtrip.REFUSE).downgrade("base");
        assertThat(database.lines("SELECT name FROM person WHERE id IN (7, 3001) ORDER BY id"))
                .containsExactly("A B C", "Ada L");
    }

    @Test
    void columnsThatAreMergedAreComparedEach() {
        people();
        revisions
                .add(SPLIT.replace("DROP COLUMN name", "ALTER COLUMN name SET STATISTICS 7"))
                .add("""
                        -- segue:value first_name || ' ' || last_name
                        ALTER TABLE person ADD COLUMN whole text;
                        -- segue:back split_part(whole, ' ', 1)
                        ALTER TABLE person DROP COLUMN first_name;
                        -- segue:back lower(split_part(whole, ' ', 2))
                        ALTER TABLE person DROP COLUMN last_name;
                        """);
        segue(Roundtrip.OFF).upgrade("+1");
        segue(Roundtrip.OFF).contract(List.of());

        segue(Roundtrip.REPORT).upgrade("head");

        assertThat(warnings)
                .extracting(Problem::headline)
                .singleElement()
                .asString()
                .startsWith("in 2001 rows of public.person");
    }

    @Test
    void aSplitIsNotLookedAtUnlessThatWasAskedFor() {
        people();
        revisions.add(SPLIT);

        segue(Roundtrip.OFF).upgrade("head");

        assertThat(warnings).isEmpty();
        assertThat(segue(Roundtrip.OFF).backfills().list()).hasSize(1);
        segue(Roundtrip.OFF).contract(List.of());
        assertThat(segue(Roundtrip.OFF).status().isUpToDate()).isTrue();
    }

    @Test
    void nothingIsLeftOfALookThatIsNotAskedForAnyMore() {
        people();
        revisions.add(SPLIT);
        Problems.of(() -> segue(Roundtrip.REFUSE).upgrade("head"));
        assertThat(segue(Roundtrip.OFF).backfills().list())
                .extracting(Job::state)
                .containsExactly(JobState.DONE, JobState.FAILED);

        segue(Roundtrip.OFF).upgrade("head");

        assertThat(segue(Roundtrip.OFF).backfills().list())
                .extracting(Job::state)
                .containsExactly(JobState.DONE);
        assertThat(database.text("SELECT count(*) FROM segue.backfill_chunk")).isEqualTo("0");
        assertThat(database.text("SELECT count(*) FROM segue.backfill_frontier"))
                .isEqualTo("0");
    }

    private void people() {
        database.execute(
                "CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO person SELECT i, CASE WHEN i IN (7, 1200) THEN 'A B C' WHEN i < 1001 THEN 'a b' ELSE 'A B' END"
                        + " FROM generate_series(1, 3000) AS i");
    }

    private Segue segue(Roundtrip roundtrip) {
        return database.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .backfillOrders(FillSettings.DEFAULT.withRoundtrip(roundtrip))
                .listener(event -> {
                    if (event instanceof ExecutionEvent.Warned told) {
                        warnings.add(told.problem());
                    }
                })
                .build();
    }
}
