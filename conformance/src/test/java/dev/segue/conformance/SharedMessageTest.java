package dev.segue.conformance;

import static dev.segue.conformance.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.problem.Problem;
import dev.segue.problem.SourceExcerpt;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Statements that only make new things travel together, and are told of as if they had travelled alone. */
@ExtendWith(TestServer.Shared.class)
class SharedMessageTest {

    private final TestDatabase database;
    private final Revisions revisions;
    private final List<String> told = new CopyOnWriteArrayList<>();

    SharedMessageTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aTableAndItsIndexesBeginBeforeTheFirstOfThemHasRun() {
        revisions.add("""
                CREATE TABLE item (id int, name text -- what it is called
                ) -- without rows
                ;
                CREATE INDEX item_id ON item (id);
                CREATE INDEX item_name ON item (name) /* for searches */;
                """);

        upgrade();

        assertThat(told)
                .containsExactly(
                        "started 1", "started 2", "started 3", "run 1, 0 rows", "run 2, 0 rows", "run 3, 0 rows");
        assertThat(database.text("SELECT count(*) FROM pg_indexes WHERE tablename = 'item'"))
                .isEqualTo("2");
    }

    @Test
    void anIndexOnRowsIsWaitedForByItself() {
        revisions.add("""
                CREATE TABLE item (id int);
                INSERT INTO item SELECT generate_series(1, 10);
                CREATE INDEX item_id ON item (id);
                CREATE INDEX item_id_again ON item (id);
                """);

        upgrade();

        assertThat(told)
                .containsExactly(
                        "started 1",
                        "run 1, 0 rows",
                        "started 2",
                        "run 2, 10 rows",
                        "started 3",
                        "run 3, 0 rows",
                        "started 4",
                        "run 4, 0 rows");
    }

    @Test
    void aMistakeIsShownAtItsOwnPlace() {
        revisions.add("""
                CREATE TABLE item (id int, name text);
                CREATE INDEX item_id ON item (id);
                CREATE INDEX item_name ON item (nme);
                """);
        List<String> before = Picture.of(database);

        Problem problem = Problems.of(this::upgrade);

        assertThat(problem.headline()).contains("column \"nme\" does not exist");
        assertThat(problem.excerpt().map(SourceExcerpt::lineText)).contains("CREATE INDEX item_name ON item (nme);");
        assertThat(told.subList(told.lastIndexOf("started 1"), told.size()))
                .containsExactly("started 1", "run 1, 0 rows", "started 2", "run 2, 0 rows", "started 3");
        assertThat(Picture.of(database))
                .filteredOn(line -> !line.contains("segue"))
                .isEqualTo(before);
    }

    @Test
    void theColumnOfAMistakeIsCountedInItsOwnStatement() {
        revisions.add("""
                CREATE TABLE item (id int);
                CREATE TABLE order_line (id int, item nosuchtype);
                """);

        Problem problem = Problems.of(this::upgrade);

        assertThat(problem.excerpt().map(SourceExcerpt::lineText))
                .contains("CREATE TABLE order_line (id int, item nosuchtype);");
        assertThat(problem.excerpt().map(SourceExcerpt::column)).contains(39);
    }

    @Test
    void whatSomebodyElseMakesAtTheSameTimeIsWaitedForInShortAttempts() throws Exception {
        revisions.add("""
                CREATE TABLE item (id int);
                CREATE INDEX item_id ON item (id);
                """);

        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE TABLE item (name text)");
            try (Background release = Background.run(() -> {
                eventually(() -> told.contains("failed DB201"), Boolean::booleanValue);
                other.rollback();
            })) {
                upgrade();
                release.await();
            }
        }

        assertThat(told).contains("failed DB201");
        assertThat(database.text("SELECT count(*) FROM pg_indexes WHERE tablename = 'item'"))
                .isEqualTo("1");
    }

    private void upgrade() {
        database.segue(revisions.folder()).listener(this::note).build().upgrade("head");
    }

    private void note(ExecutionEvent event) {
        if (event instanceof StepStarted started) {
            told.add("started " + started.step().ordinal());
        } else if (event instanceof StepRun run) {
            told.add("run " + run.step().ordinal() + ", " + run.rowsChanged() + " rows");
        } else if (event instanceof AttemptFailed failed) {
            told.add("failed " + failed.problem().code().code());
        }
    }
}
