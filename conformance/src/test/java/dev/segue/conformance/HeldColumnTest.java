package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A revision that renames a column, from its file to its contract. */
@ExtendWith(TestServer.Shared.class)
class HeldColumnTest {

    private static final String[] USERS = {
        "CREATE TABLE users (id int PRIMARY KEY, username text NOT NULL UNIQUE)",
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 12000) AS i",
    };

    private final TestServer server;
    private final TestDatabase database;
    private final Revisions revisions;

    HeldColumnTest(TestServer server, @TempDir Path folder) {
        this.server = server;
        this.database = server.database();
        this.revisions = Revisions.in(folder)
                .add(
                        "ALTER TABLE users RENAME COLUMN username TO display_name;",
                        "ALTER TABLE users RENAME COLUMN display_name TO username;");
    }

    @BeforeEach
    void create() {
        database.execute(USERS);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void isHeldUntilTheContract() {
        List<String> plain = plainly();

        segue(database, event -> {}).upgrade("head");
        database.execute(
                "UPDATE users SET username = 'by the old' WHERE id = 1",
                "UPDATE users SET display_name = 'by the new' WHERE id = 2");
        assertThat(database.lines("SELECT username || ', ' || display_name FROM users WHERE id < 3 ORDER BY id"))
                .containsExactly("by the old, by the old", "by the new, by the new");
        segue(database, event -> {}).contract(List.of());

        assertThat(Change.catalogOf(database)).isEqualTo(plain);
    }

    @Test
    void whoIsInTheWayIsLookedUpBeforeABlockQueues() throws Exception {
        List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM users LIMIT 1");
            Thread.sleep(700);
            segue(database, event -> {
                        events.add(event);
                        if (event instanceof ExecutionEvent.HoldingBack) {
                            rollBack(reader);
                        }
                    })
                    .upgrade("head");
        }

        assertThat(events).anyMatch(ExecutionEvent.HoldingBack.class::isInstance);
        assertThat(events).noneMatch(ExecutionEvent.AttemptFailed.class::isInstance);
    }

    @Test
    void isTakenBackWithoutATrace() {
        List<String> before = Change.catalogOf(database);

        segue(database, event -> {}).upgrade("head");
        segue(database, event -> {}).downgrade("base");

        assertThat(Change.catalogOf(database)).isEqualTo(before);
        assertThat(database.text("SELECT count(*) FROM segue.backfill_chunk")).isEqualTo("0");
    }

    @Test
    void theWayBackOfItsContractLeavesOneOldColumnInTheTrash() {
        segue(database, event -> {}).upgrade("head");
        segue(database, event -> {}).contract(List.of());
        database.execute("UPDATE users SET display_name = 'newer' WHERE id = 1");

        segue(database, event -> {}).downgrade("base");
        segue(database, event -> {}).contract(List.of());

        assertThat(database.lines("SELECT name FROM segue.trash")).containsExactly("display_name");
        assertThat(database.lines("SELECT attname::text FROM pg_attribute WHERE attrelid = 'users'::regclass"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attname"))
                .containsExactly("id", "segue_trash_c0ffee00_display_name", "username");
        assertThat(database.text("SELECT username FROM users WHERE id = 1")).isEqualTo("newer");
        assertThat(database.text("SELECT count(*) FROM users")).isEqualTo("12000");
    }

    @Test
    void goesOnWhereverItWasInterrupted() {
        List<String> plain = plainly();
        boolean wasInterrupted = true;

        for (int after = 3; wasInterrupted; after += 4) {
            try (TestDatabase interrupted = server.database()) {
                interrupted.execute(USERS);
                wasInterrupted = isInterrupted(interrupted, after);
                segue(interrupted, event -> {}).upgrade("head");
                segue(interrupted, event -> {}).contract(List.of());

                assertThat(Change.catalogOf(interrupted))
                        .as("interrupted after %s events", after)
                        .isEqualTo(plain);
                assertThat(interrupted.text("SELECT count(*) FROM users WHERE display_name = 'user ' || id"))
                        .isEqualTo("12000");
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean isInterrupted(TestDatabase target, int after) {
        AtomicInteger events = new AtomicInteger();
        try {
            segue(target, event -> {
                        if (events.incrementAndGet() == after) {
                            throw new Interruption();
                        }
                    })
                    .upgrade("head");
            return false;
        } catch (Interruption expected) {
            return true;
        }
    }

    private List<String> plainly() {
        try (TestDatabase twin = server.database()) {
            twin.execute(USERS);
            twin.execute("ALTER TABLE users RENAME COLUMN username TO display_name");
            return Change.catalogOf(twin);
        }
    }

    private Segue segue(TestDatabase target, ExecutionListener listener) {
        return target.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .listener(listener)
                .build();
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
