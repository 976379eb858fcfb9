package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.TrashedObject;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.trash.Purged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An enum that nothing needs any more is gone with the trash, whatever replaced it. */
@ExtendWith(TestServer.Shared.class)
class LeftTypesTest {

    private static final String ENUMS = "SELECT n.nspname || '.' || t.typname FROM pg_type t JOIN pg_namespace n"
            + " ON n.oid = t.typnamespace WHERE t.typtype = 'e' ORDER BY 1";

    private static final String WITHOUT_SAD = "-- segue:remove-enum-value mood 'sad' -> 'calm'";

    private static final String WITH_SAD = "ALTER TYPE mood ADD VALUE 'sad';";

    private final TestDatabase database;
    private final Revisions revisions;

    LeftTypesTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy')",
                "CREATE TABLE person (id int PRIMARY KEY, feels mood DEFAULT 'calm' NOT NULL, felt mood[])",
                "INSERT INTO person SELECT i, 'sad', '{sad,happy}' FROM generate_series(1, 500) AS i");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Rollout.class)
    void theTypeFromWhichAWordWasTaken(Rollout rollout) {
        revisions.add(WITHOUT_SAD, WITH_SAD);

        applied(rollout);

        assertThat(segue(rollout).trash())
                .extracting(TrashedObject::kind)
                .containsExactly(TrashedObject.Kind.COLUMN, TrashedObject.Kind.COLUMN, TrashedObject.Kind.TYPE);
        purge(rollout);
        assertThat(database.lines(ENUMS)).containsExactly("public.mood");
        assertThat(database.text("SELECT enum_range(NULL::mood)")).isEqualTo("{calm,happy}");
    }

    @Test
    void severalTypesOfOneNameAfterGoingUpAndDown() {
        revisions.add(WITHOUT_SAD, WITH_SAD);
        Segue segue = segue(Rollout.PHASED);
        for (int i = 0; i < 2; i++) {
            applied(Rollout.PHASED);
            segue.downgrade("base");
        }
        applied(Rollout.PHASED);

        purge(Rollout.PHASED);

        assertThat(database.lines(ENUMS)).containsExactly("public.mood");
    }

    @ParameterizedTest
    @EnumSource(Rollout.class)
    void theTypeOfWhichNoColumnIs(Rollout rollout) {
        database.execute("CREATE TYPE size AS ENUM ('s', 'm', 'l')");
        revisions.add("-- segue:remove-enum-value size 's' -> 'm'", "ALTER TYPE size ADD VALUE 's' BEFORE 'm';");

        applied(rollout);
        purge(rollout);

        assertThat(database.lines(ENUMS)).containsExactly("public.mood", "public.size");
    }

    @ParameterizedTest
    @EnumSource(Rollout.class)
    void theTypeThatAnotherOneReplaced(Rollout rollout) {
        database.execute("ALTER TABLE person ALTER COLUMN feels DROP DEFAULT");
        revisions
                .add("CREATE TYPE feeling AS ENUM ('sad', 'calm', 'happy');", "DROP TYPE feeling;")
                .add(
                        "ALTER TABLE person ALTER COLUMN feels TYPE feeling USING feels::text::feeling,"
                                + " ALTER COLUMN felt TYPE feeling[] USING felt::text[]::feeling[];",
                        "ALTER TABLE person ALTER COLUMN feels TYPE mood USING feels::text::mood,"
                                + " ALTER COLUMN felt TYPE mood[] USING felt::text[]::mood[];")
                .add("DROP TYPE mood;", "CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');");

        applied(rollout, revisions.id(2));
        applied(rollout, "head");
        purge(rollout);

        assertThat(database.lines(ENUMS)).containsExactly("public.feeling");
    }

    @ParameterizedTest
    @EnumSource(Rollout.class)
    void theTypeThatAnotherOneReplacedInOneRevision(Rollout rollout) {
        database.execute("ALTER TABLE person ALTER COLUMN feels DROP DEFAULT");
        revisions.add(
                "ALTER TABLE person ALTER COLUMN feels TYPE text, ALTER COLUMN felt TYPE text[]; DROP TYPE mood;",
                "CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy'); ALTER TABLE person"
                        + " ALTER COLUMN feels TYPE mood USING feels::mood, ALTER COLUMN felt TYPE mood[] USING felt::mood[];");

        applied(rollout);
        purge(rollout);

        assertThat(database.lines(ENUMS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rollout.class)
    void theTypeOfAColumnThatWasDropped(Rollout rollout) {
        revisions
                .add(
                        "ALTER TABLE person DROP COLUMN feels, DROP COLUMN felt;",
                        "ALTER TABLE person ADD COLUMN feels mood, ADD COLUMN felt mood[];")
                .add("DROP TYPE mood;", "CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');");

        applied(rollout, revisions.id(1));
        applied(rollout, "head");
        purge(rollout);

        assertThat(database.lines(ENUMS)).isEmpty();
    }

    /** PostgreSQL keeps the type in the default of the column that is text by now, as it does after a plain change. */
    @Test
    void theTypeThatADefaultStillUsesIsNotPutIntoTheTrash() {
        revisions.add(
                "ALTER TABLE person ALTER COLUMN feels TYPE text, ALTER COLUMN felt TYPE text[]; DROP TYPE mood;",
                "-- segue:irreversible \"nobody wants it back\"");
        segue(Rollout.PHASED).upgrade("head");

        Problem problem = Problems.of(() -> segue(Rollout.PHASED).contract(List.of()));

        assertThat(problem.headline()).contains("type mood", "other objects depend on it");
        database.execute("ALTER TABLE person ALTER COLUMN feels DROP DEFAULT");
        segue(Rollout.PHASED).contract(List.of());
        purge(Rollout.PHASED);
        assertThat(database.lines(ENUMS)).isEmpty();
    }

    @Test
    void aColumnThatCameBackKeepsItsType() {
        revisions.add(WITHOUT_SAD, WITH_SAD);
        applied(Rollout.PHASED);
        Segue segue = segue(Rollout.PHASED);
        TrashedObject feels = segue.trash().get(0);
        database.execute("ALTER TABLE person RENAME COLUMN feels TO feels_now");
        segue.restore(feels.id());

        Purged purged = segue.purge(Duration.ZERO);

        assertThat(purged.gone()).extracting(TrashedObject::kind).containsExactly(TrashedObject.Kind.COLUMN);
        assertThat(purged.kept())
                .singleElement()
                .extracting(Purged.Kept::text)
                .asString()
                .startsWith("type public.mood stays")
                .contains("uses it: column feels_before_c0ffee00 of table person;");
        assertThat(segue.trash()).extracting(TrashedObject::kind).containsExactly(TrashedObject.Kind.TYPE);
        assertThat(database.text("SELECT feels_before_c0ffee00 FROM person WHERE id = 1"))
                .isEqualTo("sad");
        database.execute("ALTER TABLE person DROP COLUMN feels_before_c0ffee00");
        purge(Rollout.PHASED);
        assertThat(database.lines(ENUMS)).containsExactly("public.mood");
    }

    private void applied(Rollout rollout) {
        applied(rollout, "head");
    }

    private void applied(Rollout rollout, String target) {
        Segue segue = segue(rollout);
        segue.upgrade(target);
        if (rollout == Rollout.PHASED) {
            segue.contract(List.of());
        }
    }

    private void purge(Rollout rollout) {
        segue(rollout).purge(Duration.ZERO);
        assertThat(segue(rollout).trash()).isEmpty();
    }

    private Segue segue(Rollout rollout) {
        return database.segue(revisions.folder())
                .rollout(rollout)
                .smallTables(0, 0)
                .build();
    }
}
