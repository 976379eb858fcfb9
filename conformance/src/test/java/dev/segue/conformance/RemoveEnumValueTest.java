package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.problem.Problem;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.EnumType;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A word is taken out of an enum, and out of all columns that have it. */
@ExtendWith(TestServer.Shared.class)
class RemoveEnumValueTest {

    private static final String TABLES = "CREATE TABLE person (id int PRIMARY KEY, feels mood DEFAULT 'calm' NOT NULL"
            + " CHECK (feels <> 'happy' OR id > 0), felt mood[], CONSTRAINT once UNIQUE (feels, id));"
            + " CREATE INDEX happy_ones ON person (id) WHERE feels = 'happy';"
            + " INSERT INTO person SELECT i, CASE i % 3 WHEN 0 THEN 'sad'::mood ELSE 'happy' END, '{sad,calm}'"
            + " FROM generate_series(1, 1000) AS i";

    private final TestServer server;
    private final TestDatabase database;

    RemoveEnumValueTest(TestServer server) {
        this.server = server;
        this.database = server.database();
    }

    @BeforeEach
    void create() {
        database.execute("CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy')", TABLES);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theOldApplicationGoesOnWithTheWordUntilTheContract() {
        Change change = change(Optional.of("calm"));

        change.expandAndMigrate();
        database.execute(
                "INSERT INTO person (id, feels, felt) VALUES (2001, 'sad', '{sad,happy}')",
                "INSERT INTO person (id) VALUES (2002)",
                "UPDATE person SET feels = 'sad' WHERE id = 1");
        assertThat(database.text("SELECT feels FROM person WHERE id = 2001")).isEqualTo("sad");
        change.contract();

        assertThat(database.lines("SELECT id || ' ' || feels || ' ' || coalesce(felt::text, '-') FROM person"
                        + " WHERE id IN (1, 2) OR id > 2000 ORDER BY id"))
                .containsExactly("1 calm {calm,calm}", "2 happy {calm,calm}", "2001 calm {calm,happy}", "2002 calm -");
        assertThat(database.text("SELECT enum_range(NULL::mood)")).isEqualTo("{calm,happy}");
        assertThat(database.text("SELECT segue_trash_8f2c41aa_feels FROM person WHERE id = 3"))
                .isEqualTo("sad");
    }

    @Test
    void inTheEndTheTablesAreAsIfTheWordHadNeverBeenThere() {
        Change change = change(Optional.of("calm"));
        List<String> plain;
        try (TestDatabase twin = server.database()) {
            twin.execute("CREATE TYPE mood AS ENUM ('calm', 'happy')", TABLES.replace("sad", "calm"));
            plain = Change.catalogOf(twin);
        }

        change.expandAndMigrate();
        change.contract();

        assertThat(Change.catalogOf(database)).isEqualTo(plain);
    }

    @Test
    void theWayBackLeavesNothingWhereverItBegins() {
        List<String> before = Change.catalogOf(database);
        Change change = change(Optional.of("calm"));
        List<Step> steps = change.before();

        for (int done = 0; done <= steps.size(); done += 2) {
            change.run(steps.subList(0, done));
            change.retreat();

            assertThat(Change.catalogOf(database)).as("after %s steps", done).isEqualTo(before);
        }
    }

    @Test
    void rowsThatHoldTheWordAreNamedWhereNothingTakesItsPlace() {
        Problem problem = Problems.of(change(Optional.empty())::expandAndMigrate);

        assertThat(problem.code().code()).isEqualTo("VF101");
        assertThat(problem.text()).contains("public.person", "'sad'", "feels");
    }

    @Test
    void whatElseUsesTheTypeIsNamed() {
        database.execute("CREATE FUNCTION cheer(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1'");

        Problem problem = Problems.of(change(Optional.of("calm"))::expandAndMigrate);

        assertThat(problem.code().code()).isEqualTo("VF101");
        assertThat(problem.details()).containsExactly("function cheer(mood)");
    }

    @Test
    void aRevisionInSqlTakesAWordOutAndTheWayBackOfANewOneToo(@TempDir Path folder) {
        List<String> before = Change.catalogOf(database);
        Segue segue = database.segue(Revisions.in(folder)
                        .add(
                                "ALTER TYPE mood ADD VALUE 'curious';",
                                "-- segue:remove-enum-value mood 'curious' -> 'calm'")
                        .add("-- segue:remove-enum-value mood 'sad' -> 'calm'", "ALTER TYPE mood ADD VALUE 'sad';")
                        .folder())
                .rollout(Rollout.PHASED)
                .build();

        segue.upgrade("+1");
        database.execute("INSERT INTO person (id, feels) VALUES (3001, 'curious')");
        segue.downgrade("base");
        segue.contract(List.of());
        assertThat(database.text("SELECT feels FROM person WHERE id = 3001")).isEqualTo("calm");
        assertThat(Change.catalogOf(database)).isEqualTo(before);

        segue.upgrade("head");
        database.execute("INSERT INTO person (id, feels) VALUES (3002, 'sad')");
        segue.contract(List.of());
        assertThat(database.text("SELECT enum_range(NULL::mood)")).isEqualTo("{calm,happy,curious}");
        assertThat(database.text("SELECT feels FROM person WHERE id = 3002")).isEqualTo("calm");
    }

    @Test
    void theNearestWordIsNamed(@TempDir Path folder) {
        Segue segue = database.segue(Revisions.in(folder)
                        .add("-- segue:remove-enum-value mood 'sda' -> 'calm'")
                        .folder())
                .build();

        Problem problem = Problems.of(() -> segue.upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("SH104");
        assertThat(problem.text()).contains("write 'sad'");
    }

    private Change change(Optional<String> replacement) {
        return Change.of(database, schema(), new RemoveEnumValue(TableName.of("mood"), "sad", replacement));
    }

    private static Schema schema() {
        TableName person = TableName.of("public", "person");
        SqlName id = SqlName.of("id");
        SqlName feels = SqlName.of("feels");
        Table table = Table.of(
                        person,
                        List.of(
                                Column.nullable("id", "integer").required(),
                                Column.nullable("feels", "mood").required().withDefault("'calm'::mood"),
                                Column.nullable("felt", "mood[]")))
                .withConstraints(List.of(
                        new Constraint.PrimaryKey(
                                Optional.of(SqlName.of("person_pkey")),
                                List.of(id),
                                List.of(),
                                Deferral.NOT_DEFERRABLE,
                                ""),
                        new Constraint.Check(
                                Optional.of(SqlName.of("person_check")),
                                SqlExpression.of("feels <> 'happy'::mood OR id > 0"),
                                List.of(feels, id),
                                true,
                                true),
                        new Constraint.Unique(
                                Optional.of(SqlName.of("once")),
                                List.of(feels, id),
                                List.of(),
                                true,
                                Deferral.NOT_DEFERRABLE,
                                "")))
                .withIndexes(List.of(
                        index("person_pkey", List.of(id), Optional.empty(), "person_pkey"),
                        index("once", List.of(feels, id), Optional.empty(), "once"),
                        index("happy_ones", List.of(id), Optional.of(SqlExpression.of("feels = 'happy'::mood")), "")))
                .withSize(TableSize.UNKNOWN);
        return new Schema(
                SqlSyntax.POSTGRESQL,
                List.of(SqlName.of("public")),
                List.of(table),
                List.of(),
                List.of(),
                List.of(new EnumType(
                        TableName.of("public", "mood"), List.of("sad", "calm", "happy"), Optional.empty())));
    }

    private static Index index(
            String name, List<SqlName> columns, Optional<SqlExpression> predicate, String constraint) {
        return new Index(
                Optional.of(SqlName.of(name)),
                TableName.of("public", "person"),
                !constraint.isEmpty(),
                "btree",
                columns.stream().map(Index.Part::of).toList(),
                List.of(),
                true,
                "",
                Optional.empty(),
                predicate,
                true,
                Optional.of(constraint).filter(text -> !text.isEmpty()).map(SqlName::of));
    }
}
