package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.conformance.support.Catalogue;
import dev.segue.conformance.support.Steps;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Trial;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.AddColumn;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropTable;
import dev.segue.operation.DropType;
import dev.segue.operation.DropView;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.problem.SegueException;
import dev.segue.schema.Column;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.trash.Purged;
import dev.segue.trash.Restored;
import dev.segue.trash.Trash;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is dropped can be brought back with its data, until it is deleted for ever. */
@ExtendWith(TestServer.Shared.class)
class TrashTest {

    private static final String[] SHOP = {
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)",
        "INSERT INTO users (name) VALUES ('Ada'), ('Bob')",
        "CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE, code text DEFAULT E'x\\n  y'"
                + " UNIQUE CHECK (code <> ''), total integer NOT NULL)",
        "CREATE INDEX orders_code_and_total ON orders (total, lower(code)) WHERE code IS NOT NULL",
        "CREATE TABLE lines (order_id integer CONSTRAINT of_order REFERENCES orders, n integer)",
        "INSERT INTO orders (user_id, code, total) VALUES (1, 'a', 5), (2, 'b', 6)",
        "INSERT INTO lines VALUES (1, 1), (2, 1)"
    };

    private static final TableName ORDERS = TableName.of("public", "orders");

    private final Trash trash = new Trash(new PostgresqlDialect(), Clock.systemUTC());

    private final TestServer server;

    TrashTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aColumnComesBackWithItsValuesIndexesAndConstraints() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);

            drop(trial, database, dropColumn("code"));
            List<String> without = columnsOf(database, "orders");
            database.execute("INSERT INTO orders (user_id, total) VALUES (1, 7)", "DELETE FROM orders WHERE total = 7");
            Restored restored = restoreOnly(database);

            assertThat(without).containsExactly("id", "user_id", "segue_trash_8f2c41aa_code", "total");
            assertThat(restored.left()).isEmpty();
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
            assertThat(list(database)).isEmpty();
        }
    }

    @Test
    void aColumnWithAForeignKeyNoLongerHoldsTheOtherTable() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);

            drop(trial, database, dropColumn("user_id"));
            String keys = database.text("SELECT count(*) FROM pg_constraint WHERE conname = 'orders_user_id_fkey'");
            Restored restored = restoreOnly(database);

            assertThat(keys).isEqualTo("0");
            assertThat(restored.left()).isEmpty();
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void theNewApplicationMayLeaveOutAColumnBeforeItIsDropped() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);
            Recipe recipe = trial.recipe(database, schema -> dropColumn("total"));

            trial.run(database, Trial.ofPhases(recipe, Phase.EXPAND, Phase.MIGRATE));
            database.execute("INSERT INTO orders (id, user_id, code) VALUES (77, 1, 'new')");

            assertThatThrownBy(() -> trial.run(database, recipe.retreat()))
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("id 77")
                    .hasMessageContaining("give these rows a value in total");

            database.execute("DELETE FROM orders WHERE id = 77");
            trial.run(database, recipe.retreat());
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void aTableComesBackWithItsRowsSequencesAndForeignKeysOfBothSides() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);

            drop(trial, database, new DropTable(ORDERS, false, true));
            String left = database.text(
                    "SELECT count(*) FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'orders%'");
            Restored restored = restoreOnly(database);

            assertThat(left).isEqualTo("0");
            assertThat(restored.left()).isEmpty();
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void tablesOfTheSameNameDoNotMeetInTheTrash() {
        String[] twins = {
            "CREATE SCHEMA crm",
            "CREATE TABLE users (id bigserial PRIMARY KEY)",
            "CREATE TABLE crm.users (id bigserial PRIMARY KEY)",
            "INSERT INTO crm.users VALUES (7)"
        };
        try (Trial trial = new Trial(server, twins)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);

            drop(trial, database, new DropTable(TableName.of("public", "users"), false, false));
            drop(trial, database, new DropTable(TableName.of("crm", "users"), false, false));
            list(database).forEach(object -> restore(database, object));

            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void aPartitionedTableComesBackWithItsPartitions() {
        String[] events = {
            "CREATE TABLE events (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
            "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
            "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
            "INSERT INTO events VALUES (1, '2024-02-02'), (2, '2025-02-02')"
        };
        try (Trial trial = new Trial(server, events)) {
            TestDatabase whole = trial.database();
            TestDatabase part = trial.database();
            List<String> before = Trial.picture(whole);

            drop(trial, whole, new DropTable(TableName.of("public", "events"), false, false));
            drop(trial, part, new DropTable(TableName.of("public", "events_2024"), false, false));
            String rowsWithout = part.text("SELECT count(*) FROM events");
            Restored restoredWhole = restoreOnly(whole);
            Restored restoredPart = restoreOnly(part);

            assertThat(rowsWithout).isEqualTo("1");
            assertThat(restoredWhole.left()).isEmpty();
            assertThat(restoredPart.left()).isEmpty();
            assertThat(Trial.picture(whole)).containsExactlyElementsOf(before);
            assertThat(Trial.picture(part)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void aTypeWaitsWithTheColumnsThatAreOfIt() {
        String[] moods = {
            "CREATE TYPE mood AS ENUM ('fine', 'bad')",
            "CREATE TABLE users (id integer PRIMARY KEY, mood mood)",
            "INSERT INTO users VALUES (1, 'fine')"
        };
        try (Trial trial = new Trial(server, moods)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);
            TableName users = TableName.of("public", "users");

            drop(trial, database, new DropColumn(users, SqlName.of("mood"), false, false, Optional.empty()));
            drop(trial, database, new DropType(TableName.of("mood"), false, false));
            String isGone = database.text("SELECT to_regtype('mood') IS NULL");
            List<TrashedObject> inTrash = list(database);
            restore(database, inTrash.get(1));
            restore(database, inTrash.get(0));

            assertThat(isGone).isEqualTo("t");
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);

            drop(trial, database, new DropColumn(users, SqlName.of("mood"), false, false, Optional.empty()));
            drop(trial, database, new DropType(TableName.of("mood"), false, false));
            assertThat(purge(database, Duration.ZERO)).hasSize(2);
            assertThat(database.text("SELECT count(*) FROM pg_type WHERE typname LIKE '%mood%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whatIsMadeAgainIsWhatItWas() {
        String[] things = {
            "CREATE TABLE users (id integer PRIMARY KEY, name text, CONSTRAINT named CHECK (name <> ''))",
            "COMMENT ON CONSTRAINT named ON users IS 'not nobody'",
            "CREATE VIEW names AS SELECT name FROM users; COMMENT ON VIEW names IS 'all; of them'",
            "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM users WITH NO DATA; GRANT SELECT ON counted TO PUBLIC",
            "CREATE SEQUENCE turn INCREMENT 3 CYCLE",
            "SELECT setval('turn', 7)"
        };
        try (Trial trial = new Trial(server, things)) {
            TestDatabase database = trial.database();
            List<String> before = Catalogue.of(database);

            drop(trial, database, new DropView(TableName.of("public", "names"), false, false, false));
            drop(trial, database, new DropView(TableName.of("counted"), true, true, true));
            drop(trial, database, new DropView(TableName.of("nowhere"), false, true, false));
            drop(trial, database, new DropSequence(TableName.of("turn"), false, false));
            drop(trial, database, new DropConstraint(TableName.of("users"), SqlName.of("named"), false, false));
            List<TrashedObject> inTrash = list(database);
            inTrash.forEach(object -> restore(database, object));

            assertThat(inTrash)
                    .extracting(TrashedObject::summary)
                    .containsExactly(
                            "view public.names",
                            "view public.counted",
                            "sequence public.turn",
                            "constraint named of public.users");
            assertThat(Catalogue.of(database)).containsExactlyElementsOf(before);
            assertThat(list(database)).isEmpty();
        }
    }

    @Test
    void aTypeThatIsInUseIsNotTakenAway() {
        try (Trial trial = new Trial(server, "CREATE TYPE mood AS ENUM ('fine')", "CREATE TABLE users (mood mood)")) {
            TestDatabase database = trial.database();

            assertThatThrownBy(() -> drop(trial, database, new DropType(TableName.of("mood"), false, false)))
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("other objects depend on it");
        }
    }

    @Test
    void aRevisionThatGoesUpAndDownManyTimesFindsRoomInTheTrash() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();

            for (int turn = 0; turn < 3; turn++) {
                database.execute(
                        "ALTER TABLE users ADD COLUMN nick text", "CREATE TABLE notes (id serial PRIMARY KEY)");
                undoing(
                                trial,
                                database,
                                new DropColumn(
                                        TableName.of("public", "users"),
                                        SqlName.of("nick"),
                                        false,
                                        false,
                                        Optional.empty()))
                        .forEach(step -> trial.run(database, List.of(step)));
                trial.run(
                        database,
                        undoing(trial, database, new DropTable(TableName.of("public", "notes"), false, false)));
            }

            assertThat(list(database))
                    .extracting(object -> object.keptAs().text())
                    .doesNotHaveDuplicates()
                    .hasSize(6);
            list(database).stream()
                    .filter(object -> object.kind() == TrashedObject.Kind.TABLE)
                    .skip(1)
                    .limit(1)
                    .forEach(object -> restore(database, object));
            assertThat(list(database)).hasSize(5);
            assertThat(purge(database, Duration.ZERO)).hasSize(5);
        }
    }

    @Test
    void anIndexIsBuiltAgain() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);

            drop(trial, database, new DropIndex(TableName.of("public", "orders_code_and_total"), false, false, false));
            String left = database.text("SELECT to_regclass('orders_code_and_total') IS NULL");
            Restored restored = restoreOnly(database);

            assertThat(left).isEqualTo("t");
            assertThat(restored.left()).isEmpty();
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void aNameThatIsTakenIsNotTakenAway() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();

            drop(trial, database, new DropTable(ORDERS, false, true));
            database.execute("CREATE TABLE orders (id integer)");

            assertThatThrownBy(() -> restoreOnly(database))
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("TR102: table public.orders cannot come back");
        }
    }

    @Test
    void whatIsPurgedIsGoneForEver() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            drop(trial, database, dropColumn("code"));
            drop(trial, database, new DropTable(TableName.of("public", "lines"), false, false));

            List<TrashedObject> early = purge(database, Duration.ofDays(1));
            List<TrashedObject> purged = purge(database, Duration.ZERO);

            assertThat(early).isEmpty();
            assertThat(purged)
                    .extracting(TrashedObject::summary)
                    .containsExactly("column code of public.orders", "table public.lines");
            assertThat(list(database)).isEmpty();
            assertThat(columnsOf(database, "orders")).containsExactly("id", "user_id", "total");
            assertThat(database.text("SELECT to_regnamespace('segue_trash') IS NULL"))
                    .isEqualTo("t");
        }
    }

    @Test
    void theDowngradeTakesAColumnOutOfTheTrashAndGivesLaterRowsTheirValue() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            drop(trial, database, dropColumn("total"));
            database.execute("INSERT INTO orders (id, user_id, code) VALUES (77, 1, 'late')");
            Column total = Column.nullable("total", "integer").required();
            AddColumn back = new AddColumn(ORDERS, total, false, Optional.of(SqlExpression.of("length(code) * 10")));

            trial.run(database, undoing(trial, database, back));

            assertThat(database.lines("SELECT total FROM orders ORDER BY id")).containsExactly("5", "6", "40");
            assertThat(database.text(
                            "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname ="
                                    + " 'total'"))
                    .isEqualTo("t");
            assertThat(list(database)).isEmpty();
        }
    }

    @Test
    void theDowngradeTakesATableOutOfTheTrash() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);
            Table orders = trial.schema(database).table(ORDERS).orElseThrow();
            drop(trial, database, new DropTable(ORDERS, false, true));

            trial.run(database, undoing(trial, database, new CreateTable(orders, false, Optional.empty())));

            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
            assertThat(list(database)).isEmpty();
        }
    }

    @Test
    void whatSomethingElseNeedsStaysUntilThatIsGoneAndTheRestGoes() {
        try (Trial trial = new Trial(server, SHOP)) {
            TestDatabase database = trial.database();
            drop(trial, database, dropColumn("code"));
            drop(trial, database, new DropTable(TableName.of("public", "lines"), false, false));
            drop(trial, database, dropColumn("total"));
            String lines = "segue_trash." + list(database).get(1).keptAs();
            database.execute(
                    "CREATE VIEW everything AS SELECT * FROM orders",
                    "CREATE VIEW old_lines AS SELECT n FROM " + lines,
                    "CREATE TABLE copies (line " + lines + ")",
                    "ALTER TABLE " + lines + " ADD COLUMN before int, ADD PRIMARY KEY (n, order_id),"
                            + " ADD CONSTRAINT chained FOREIGN KEY (before, order_id) REFERENCES " + lines);

            Purged first = purged(database, Duration.ZERO);
            database.execute("DROP VIEW everything");
            Purged second = purged(database, Duration.ZERO);
            database.execute("DROP VIEW old_lines", "DROP TABLE copies");
            Purged third = purged(database, Duration.ZERO);

            assertThat(first.gone()).isEmpty();
            assertThat(first.kept())
                    .extracting(Purged.Kept::users)
                    .containsExactly(
                            List.of("view everything"),
                            List.of("column line of table copies", "view old_lines"),
                            List.of("view everything"));
            assertThat(second.gone())
                    .extracting(TrashedObject::summary)
                    .containsExactly("column code of public.orders", "column total of public.orders");
            assertThat(second.kept()).hasSize(1);
            assertThat(third.gone()).extracting(TrashedObject::summary).containsExactly("table public.lines");
            assertThat(list(database)).isEmpty();
        }
    }

    private List<Step> undoing(Trial trial, TestDatabase database, Operation operation) {
        PlanningContext context = PlanningContext.of(trial.schema(database), Trial.REVISION, Rollout.PHASED)
                .withDatabaseVersion(server.embedded().version())
                .withTrash(list(database));
        return operation.accept(new PostgresqlDialect().recipes(context)).steps();
    }

    private static DropColumn dropColumn(String column) {
        return new DropColumn(ORDERS, SqlName.of(column), false, false, Optional.empty());
    }

    private static void drop(Trial trial, TestDatabase database, Operation operation) {
        trial.run(database, trial.recipe(database, schema -> operation).steps());
    }

    private Restored restoreOnly(TestDatabase database) {
        List<TrashedObject> all = list(database);
        assertThat(all).hasSize(1);
        return restore(database, all.get(0));
    }

    private Restored restore(TestDatabase database, TrashedObject object) {
        try (Steps steps = Steps.on(database)) {
            return trash.restore(steps.session(), object.id());
        }
    }

    private List<TrashedObject> purge(TestDatabase database, Duration olderThan) {
        return purged(database, olderThan).gone();
    }

    private Purged purged(TestDatabase database, Duration olderThan) {
        try (Steps steps = Steps.on(database)) {
            return trash.purge(steps.session(), olderThan);
        }
    }

    private List<TrashedObject> list(TestDatabase database) {
        try (Steps steps = Steps.on(database)) {
            return trash.list(steps.session());
        }
    }

    private static List<String> columnsOf(TestDatabase database, String table) {
        return database.lines("SELECT attname FROM pg_attribute WHERE attrelid = '" + table
                + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }
}
