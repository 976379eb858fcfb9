package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Catalogue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that is free only after the contraction is told of before anything runs, and not by the database half-way. */
@ExtendWith(TestServer.Shared.class)
class NamesInUseTest {

    private final TestDatabase database;
    private final Revisions revisions;

    NamesInUseTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @BeforeEach
    void createTickets() {
        database.execute(
                "CREATE TABLE ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop int, size int)",
                "INSERT INTO ticket (shop) SELECT 1 FROM generate_series(1, 20)",
                "ALTER TABLE ticket ADD CONSTRAINT once UNIQUE (id, shop)",
                "CREATE INDEX of_shop ON ticket (shop)",
                "CREATE VIEW small AS SELECT id FROM ticket WHERE size < 3",
                "CREATE SEQUENCE turn",
                "CREATE TYPE mood AS ENUM ('sad')");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE ticket ALTER id DROP IDENTITY; CREATE SEQUENCE ticket_id_seq; | sequence ticket_id_seq is free only after
            ALTER TABLE ticket ALTER id DROP IDENTITY; CREATE SEQUENCE public.ticket_id_seq; | sequence ticket_id_seq is free only after
            ALTER TABLE ticket ALTER id DROP IDENTITY; CREATE SEQUENCE ticket_id_seq; ALTER TABLE ticket ALTER id SET DEFAULT nextval('ticket_id_seq'); | give the new sequence another name
            DROP VIEW small; CREATE VIEW small AS SELECT shop FROM ticket; | view small is free only after
            DROP VIEW IF EXISTS small; CREATE OR REPLACE VIEW small AS SELECT shop FROM ticket; | view small is free only after
            DROP SEQUENCE turn; CREATE SEQUENCE turn START 7; | sequence turn is free only after
            DROP TYPE mood; CREATE TYPE mood AS ENUM ('calm'); | type mood is free only after
            DROP INDEX of_shop; CREATE INDEX of_shop ON ticket (size); | index of_shop is free only after
            ALTER TABLE ticket DROP CONSTRAINT once; ALTER TABLE ticket ADD CONSTRAINT once UNIQUE (id); | constraint once of ticket is free only after
            """)
    void whatIsTakenBeforeItIsFreeIsRefusedAtOnce(String upgrade, String reason) {
        List<String> untouched = Catalogue.of(database);
        revisions.add(upgrade);

        Problem problem = Problems.of(() -> segue(Rollout.PHASED).upgrade("head"));

        assertThat(problem.code().code()).as(problem.text()).isEqualTo("PL106");
        assertThat(problem.text()).contains(reason);
        assertThat(Catalogue.of(database)).isEqualTo(untouched);
    }

    @Test
    void aSequenceThatTookTheNameOfAnIdentityMakesRoomForIt() {
        revisions.add("ALTER TABLE ticket ALTER id DROP IDENTITY;", """
                DROP SEQUENCE ticket_id_seq;
                ALTER TABLE ticket ALTER id ADD GENERATED ALWAYS AS IDENTITY (START 21);
                """);
        Segue segue = segue(Rollout.PHASED);

        segue.upgrade("head");
        segue.contract(List.of());
        database.execute("CREATE SEQUENCE ticket_id_seq");
        segue.downgrade("base");
        segue.contract(List.of());
        database.execute("INSERT INTO ticket (shop) VALUES (2)");

        assertThat(database.lines("SELECT id FROM ticket WHERE shop = 2")).containsExactly("21");
        assertThat(database.text("SELECT to_regclass('ticket_id_seq') IS NULL")).isEqualTo("t");
    }

    @Test
    void inTwoRevisionsAnIdentityMakesRoomForASequenceAndComesBackUnderItsName() {
        List<String> untouched = Catalogue.of(database);
        revisions
                .add(
                        "ALTER TABLE ticket ALTER id DROP IDENTITY;",
                        "ALTER TABLE ticket ALTER id ADD GENERATED ALWAYS AS IDENTITY;")
                .add("CREATE SEQUENCE ticket_id_seq;", "DROP SEQUENCE ticket_id_seq;");
        Segue segue = segue(Rollout.PHASED);

        Problem together = Problems.of(() -> segue.upgrade("head"));
        segue.upgrade("+1");
        segue.contract(List.of());
        segue.upgrade("head");
        segue.contract(List.of());
        segue.downgrade("-1");
        segue.contract(List.of());
        segue.downgrade("-1");
        segue.contract(List.of());

        assertThat(together.code().code()).as(together.text()).isEqualTo("PL106");
        assertThat(Catalogue.of(database)).isEqualTo(untouched);
    }

    @Test
    void whereNobodyIsWaitedForOneRevisionIsEnough() {
        List<String> untouched = Catalogue.of(database);
        revisions.add("ALTER TABLE ticket ALTER id DROP IDENTITY; CREATE SEQUENCE ticket_id_seq;", """
                DROP SEQUENCE ticket_id_seq;
                ALTER TABLE ticket ALTER id ADD GENERATED ALWAYS AS IDENTITY;
                """);

        segue(Rollout.DIRECT).upgrade("head");
        segue(Rollout.DIRECT).downgrade("base");

        assertThat(Catalogue.of(database)).isEqualTo(untouched);
    }

    @Test
    void anIdentityIsHandedOverToASequenceOfAnotherNameAndBack() {
        List<String> untouched = Catalogue.of(database);
        revisions.add("""
                ALTER TABLE ticket ALTER id DROP IDENTITY;
                CREATE SEQUENCE ticket_numbers;
                ALTER TABLE ticket ALTER id SET DEFAULT nextval('ticket_numbers');
                """, """
                ALTER TABLE ticket ALTER id DROP DEFAULT, ALTER id ADD GENERATED ALWAYS AS IDENTITY;
                DROP SEQUENCE ticket_numbers;
                """);
        Segue segue = segue(Rollout.PHASED);

        segue.upgrade("head");
        segue.downgrade("base");
        segue.contract(List.of());
        List<String> inBetween = Catalogue.of(database);
        segue.upgrade("head");
        segue.contract(List.of());
        segue.downgrade("base");
        segue.contract(List.of());
        database.execute("INSERT INTO ticket (shop) VALUES (2)");

        assertThat(inBetween).isEqualTo(untouched);
        assertThat(Catalogue.of(database)).isEqualTo(untouched);
        assertThat(database.text("SELECT max(id) > 20 FROM ticket")).isEqualTo("t");
    }

    private Segue segue(Rollout rollout) {
        return database.segue(revisions.folder())
                .rollout(rollout)
                .smallTables(0, 0)
                .build();
    }
}
