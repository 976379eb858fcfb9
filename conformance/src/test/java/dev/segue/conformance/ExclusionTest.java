package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.SegueBuilder;
import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL can only do while nobody uses the table is done when that is said, and not before. */
@ExtendWith(TestServer.Shared.class)
class ExclusionTest {

    private static final String EXCLUDE =
            "ALTER TABLE bookings ADD CONSTRAINT not_twice EXCLUDE USING gist (during WITH &&);";

    private static final String CONSTRAINTS = "SELECT conname FROM pg_constraint WHERE contype = 'x'";

    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity" + " WHERE datname = current_database() AND wait_event = 'advisory'";

    private final TestDatabase database;
    private final Revisions revisions;

    ExclusionTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE TABLE bookings (id int PRIMARY KEY, during int4range)",
                "INSERT INTO bookings SELECT i, int4range(i * 10, i * 10 + 5) FROM generate_series(1, 12000) AS i",
                "ANALYZE bookings");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void onALargeTableInUseItIsRefusedWithTheReasonAndTheWayOut() {
        revisions.add(EXCLUDE);

        Problem problem = Problems.of(() -> segue().build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("RC103");
        assertThat(problem.headline())
                .isEqualTo(
                        "an exclusion constraint reads every row of public.bookings (about 12,000, 1 MiB) while nobody"
                                + " can use the table: PostgreSQL can neither build its index concurrently nor declare it first and"
                                + " look at the rows later");
        assertThat(problem.remedy()).contains("`-- segue:verbatim`", "rollout = \"direct\"", "a trigger");
        assertThat(database.lines(CONSTRAINTS)).isEmpty();
    }

    @Test
    void whereNobodyIsWaitedForItIsDone() {
        revisions.add(EXCLUDE);

        segue().rollout(Rollout.DIRECT).build().upgrade("head");

        assertThat(database.lines(CONSTRAINTS)).containsExactly("not_twice");
    }

    @Test
    void verbatimItIsDoneInTheMiddleOfAPhasedRollout() {
        revisions.add("-- segue:verbatim\n" + EXCLUDE);

        segue().build().upgrade("head");

        assertThat(database.lines(CONSTRAINTS)).containsExactly("not_twice");
    }

    @Test
    void theTriggerOfTheGuideKeepsTwoWritersApart() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "guide", "patterns", "exclusion.md"));
        String trigger = Pattern.compile("```sql\n(CREATE FUNCTION.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        revisions
                .add("CREATE INDEX bookings_during ON bookings USING gist (during);")
                .add(trigger);
        segue().build().upgrade("head");

        try (Connection first = database.connect();
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute("INSERT INTO bookings VALUES (-1, '[1,4)')");
            try (Background second = Background.run(
                    () -> assertThatThrownBy(this::insertSecond).hasMessageContaining("booking -2 overlaps"))) {
                assertThat(eventually(() -> database.text(WAITING), "1"::equals))
                        .isEqualTo("1");
                first.commit();
                second.await();
            }
        }

        database.execute("UPDATE bookings SET during = '[1,5)' WHERE id = -1");
        assertThat(database.lines("SELECT id FROM bookings WHERE id < 0")).containsExactly("-1");
    }

    private void insertSecond() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO bookings VALUES (-2, '[3,6)')");
        }
    }

    private SegueBuilder segue() {
        return database.segue(revisions.folder()).rollout(Rollout.PHASED);
    }
}
