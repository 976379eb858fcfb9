package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.conformance.support.Trial;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way a change takes, the database comes out as if it had been written plainly, and as it was when taken back. */
@ExtendWith(TestServer.Shared.class)
class RecipesTest {

    private static final String USERS =
            "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, name text, age integer)";

    private static final String THREE_USERS = "INSERT INTO users (email, name, age) VALUES ('a@x.org', 'Ada', 36),"
            + " ('b@x.org', 'Bob', 41), ('c@x.org', 'Cy', NULL)";

    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total integer)";

    private static final String TWO_ORDERS = "INSERT INTO orders VALUES (1, 1, 5), (2, 3, 7)";

    private static final String EVENTS =
            "CREATE TABLE events (id bigint, at date NOT NULL, kind text, user_id bigint) PARTITION BY RANGE (at)";

    private static final String[] PARTS = {
        "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
                + " PARTITION BY LIST (kind)",
        "CREATE TABLE events_2025_a PARTITION OF events_2025 FOR VALUES IN ('a', 'b')",
        "CREATE TABLE events_2025_c PARTITION OF events_2025 FOR VALUES IN ('c')",
        "INSERT INTO events VALUES (1, '2024-05-05', 'a', 1), (2, '2025-05-05', 'b', 2), (3, '2025-06-06', 'c', 3)"
    };

    private static final String PARTITION_OF_ITS_OWN = """
            CREATE UNLOGGED TABLE events_2026 PARTITION OF events (
              kind DEFAULT NULL,
              user_id DEFAULT 8 NOT NULL REFERENCES users,
              CONSTRAINT one_a_day UNIQUE (user_id, at),
              CHECK (id > 5)
            ) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') WITH (fillfactor = 70)""";

    /**
     * @param before statements that make the tables
     * @param asked from the schema that they make
     * @param plainly what the same means where nobody is there to be harmed
     */
    record Change(String name, List<String> before, Function<Schema, Operation> asked, List<String> plainly) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                change(
                        "set not null",
                        List.of(USERS, THREE_USERS),
                        new SetNotNull(table("users"), SqlName.of("email"), Optional.empty()),
                        "ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
                change(
                        "set not null on partitions",
                        with(EVENTS, PARTS),
                        new SetNotNull(table("events"), SqlName.of("user_id"), Optional.empty()),
                        "ALTER TABLE events ALTER COLUMN user_id SET NOT NULL"),
                change(
                        "add a column with a volatile default",
                        List.of(USERS, THREE_USERS, "CREATE SEQUENCE numbers"),
                        new AddColumn(
                                table("users"),
                                Column.nullable("number", "bigint")
                                        .required()
                                        .withDefault("nextval('numbers'::regclass)"),
                                false,
                                Optional.empty()),
                        "ALTER TABLE users ADD COLUMN number bigint DEFAULT nextval('numbers') NOT NULL"),
                change(
                        "add a computed value",
                        List.of(USERS, THREE_USERS),
                        new AddColumn(
                                table("users"),
                                Column.nullable("label", "text")
                                        .required()
                                        .withComment(Optional.of("what it's called")),
                                false,
                                Optional.of(SqlExpression.of("users.name || ' <' || email || '>'"))),
                        "ALTER TABLE users ADD COLUMN label text",
                        "COMMENT ON COLUMN users.label IS 'what it''s called'",
                        "UPDATE users SET label = name || ' <' || email || '>'",
                        "ALTER TABLE users ALTER COLUMN label SET NOT NULL"),
                change(
                        "add a serial column",
                        List.of(USERS, THREE_USERS),
                        new AddColumn(
                                table("users"),
                                Column.nullable("number", "bigserial").required(),
                                false,
                                Optional.empty()),
                        "ALTER TABLE users ADD COLUMN number bigserial"),
                change(
                        "add an identity column",
                        List.of(USERS, THREE_USERS),
                        new AddColumn(
                                table("users"),
                                Column.nullable("number", "integer")
                                        .required()
                                        .withGeneration(Optional.of(new Generation.Identity(true, "INCREMENT BY 10"))),
                                false,
                                Optional.empty()),
                        "ALTER TABLE users ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10)"),
                change(
                        "add an identity column whose sequence has a name",
                        List.of(USERS, THREE_USERS),
                        new AddColumn(
                                table("users"),
                                Column.nullable("number", "integer")
                                        .required()
                                        .withGeneration(Optional.of(new Generation.Identity(
                                                false,
                                                "SEQUENCE NAME public.\"The Numbers\" START WITH 5 INCREMENT BY -10"
                                                        + " MAXVALUE 5"))),
                                false,
                                Optional.empty()),
                        "ALTER TABLE users ADD COLUMN number integer GENERATED BY DEFAULT AS IDENTITY"
                                + " (SEQUENCE NAME public.\"The Numbers\" START WITH 5 INCREMENT BY -10 MAXVALUE 5)"),
                change(
                        "add a check",
                        List.of(USERS, THREE_USERS),
                        new AddConstraint(table("users"), check(Optional.empty(), "age > 0", "age"), false),
                        "ALTER TABLE users ADD CHECK (age > 0)"),
                change(
                        "add a check to partitions",
                        with(EVENTS, PARTS),
                        new AddConstraint(table("events"), check(Optional.of("positive"), "id > 0", "id"), false),
                        "ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0)"),
                change(
                        "add a foreign key",
                        List.of(USERS, THREE_USERS, ORDERS, TWO_ORDERS),
                        new AddConstraint(table("orders"), foreignKey(Optional.empty(), "CASCADE"), false),
                        "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE"),
                change(
                        "add a foreign key to partitions",
                        with(EVENTS, append(PARTS, USERS, THREE_USERS)),
                        new AddConstraint(table("events"), foreignKey(Optional.of("of_user"), "NO ACTION"), false),
                        "ALTER TABLE events ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users"),
                change(
                        "add a unique constraint",
                        List.of(USERS, THREE_USERS),
                        new AddConstraint(table("users"), unique(Deferral.INITIALLY_DEFERRED, "email"), false),
                        "ALTER TABLE users ADD UNIQUE (email) DEFERRABLE INITIALLY DEFERRED"),
                change(
                        "add a unique constraint to partitions",
                        with(EVENTS, PARTS),
                        new AddConstraint(table("events"), unique(Deferral.NOT_DEFERRABLE, "id", "at", "kind"), false),
                        "ALTER TABLE events ADD UNIQUE (id, at, kind)"),
                change(
                        "add a primary key over columns that may be NULL",
                        List.of(
                                "CREATE TABLE pair (a integer, b integer, c text)",
                                "INSERT INTO pair VALUES (1, 2), (1, 3)"),
                        new AddConstraint(table("pair"), primaryKey("a", "b"), false),
                        "ALTER TABLE pair ADD PRIMARY KEY (a, b)"),
                change(
                        "add a primary key to partitions",
                        with(EVENTS, PARTS),
                        new AddConstraint(table("events"), primaryKey("id", "at", "kind"), false),
                        "ALTER TABLE events ADD PRIMARY KEY (id, at, kind)"),
                change(
                        "create a unique index without a name",
                        List.of(USERS, THREE_USERS),
                        new CreateIndex(
                                index("users", Optional.empty(), true, expression("lower(email)"), column("name")),
                                false,
                                false,
                                false),
                        "CREATE UNIQUE INDEX ON users (lower(email), name)"),
                change(
                        "create an index on partitions",
                        with(EVENTS, PARTS),
                        new CreateIndex(
                                index("events", Optional.of("by_user"), false, column("user_id"), column("at")),
                                false,
                                false,
                                false),
                        "CREATE INDEX by_user ON events (user_id, at)"),
                change(
                        "rename a table",
                        List.of(USERS, THREE_USERS),
                        new RenameTable(table("users"), SqlName.of("people")),
                        "ALTER TABLE users RENAME TO people"),
                change(
                        "move a table",
                        List.of(USERS, THREE_USERS, "CREATE SCHEMA crm"),
                        new MoveTable(table("users"), SqlName.of("crm")),
                        "ALTER TABLE users SET SCHEMA crm"),
                change(
                        "attach a partition beside a default one",
                        with(
                                EVENTS,
                                append(
                                        PARTS,
                                        "CREATE TABLE events_rest PARTITION OF events DEFAULT",
                                        "CREATE INDEX ON events (kind)",
                                        "CREATE TABLE events_2026 (LIKE events)",
                                        "INSERT INTO events_2026 VALUES (9, '2026-02-02', 'z', 1)")),
                        new AttachPartition(
                                table("events"), table("events_2026"), "FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)"),
                        "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)"),
                change(
                        "create a partition of a table in use",
                        with(
                                EVENTS,
                                append(
                                        PARTS,
                                        "CREATE TABLE events_rest PARTITION OF events DEFAULT",
                                        "ALTER TABLE events ALTER COLUMN kind SET DEFAULT 'z'",
                                        "CREATE INDEX ON events (kind)",
                                        "COMMENT ON COLUMN events.kind IS 'which'")),
                        new CreateTable(
                                Table.of(table("events_2026"), List.of())
                                        .withPartition(Optional.of(new Table.Partition(
                                                table("events"), "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"))),
                                false,
                                Optional.empty()),
                        "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"),
                change(
                        "create a partition with definitions of its own",
                        with(
                                EVENTS,
                                append(
                                        PARTS,
                                        USERS,
                                        THREE_USERS,
                                        "CREATE TABLE events_rest PARTITION OF events DEFAULT",
                                        "ALTER TABLE events ALTER COLUMN kind SET DEFAULT 'z',"
                                                + " ALTER COLUMN user_id SET DEFAULT 7,"
                                                + " ADD CONSTRAINT positive CHECK (id > 0)",
                                        "CREATE INDEX ON events (kind)")),
                        PARTITION_OF_ITS_OWN),
                change(
                        "create a partitioned partition with definitions of its own",
                        with(EVENTS, append(PARTS, USERS, ORDERS)),
                        "CREATE TABLE events_2026 PARTITION OF events (user_id REFERENCES users, id REFERENCES orders)"
                                + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (kind)"),
                change(
                        "create a table that refers to two tables in use",
                        List.of(USERS, ORDERS, "CREATE TABLE base (base_id bigint)"),
                        """
                        CREATE TABLE deliveries (
                          id bigint PRIMARY KEY,
                          order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
                          user_id bigint CONSTRAINT delivered_to REFERENCES users (id) NOT NULL, -- who gets it
                          replaces bigint REFERENCES deliveries,
                          at date,
                          FOREIGN KEY (user_id) REFERENCES users,
                          CHECK (at > '2000-01-01')
                        ) INHERITS (base) WITH (fillfactor = 80)"""),
                change(
                        "create a table like another one that refers to two tables in use",
                        List.of(USERS, ORDERS),
                        "CREATE TABLE deliveries (LIKE orders INCLUDING ALL, FOREIGN KEY (user_id) REFERENCES users,"
                                + " FOREIGN KEY (id) REFERENCES orders)"),
                change(
                        "detach a partition",
                        with(EVENTS, PARTS),
                        new DetachPartition(table("events"), table("events_2024")),
                        "ALTER TABLE events DETACH PARTITION events_2024"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theDatabaseComesOutAsIfItHadBeenWrittenPlainly(Change change, TestServer server) {
        try (Trial trial = new Trial(server, change.before().toArray(String[]::new))) {
            TestDatabase inSteps = trial.database();
            TestDatabase plainly = trial.database();

            trial.run(inSteps, trial.recipe(inSteps, change.asked()).steps());
            plainly.execute(change.plainly().toArray(String[]::new));

            assertThat(Trial.picture(inSteps)).containsExactlyElementsOf(Trial.picture(plainly));
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatWasBegunIsTakenBackWithoutATrace(Change change, TestServer server) {
        try (Trial trial = new Trial(server, change.before().toArray(String[]::new))) {
            TestDatabase untouched = trial.database();
            List<String> before = Trial.picture(untouched);
            Recipe recipe = trial.recipe(untouched, change.asked());
            List<Step> begun = Trial.ofPhases(recipe, Phase.EXPAND, Phase.MIGRATE);

            for (int count = begun.size(); count >= 0; count--) {
                TestDatabase database = trial.database();
                trial.run(database, begun.subList(0, count));
                trial.run(database, recipe.retreat());

                assertThat(Trial.picture(database))
                        .as("after %d of %d steps", count, begun.size())
                        .containsExactlyElementsOf(before);
            }
        }
    }

    @Test
    void bothApplicationsUseARenamedTableWithTheRightsThatTheyHad(TestServer server) {
        String[] withRights = {
            USERS,
            THREE_USERS,
            "DROP ROLE IF EXISTS clerk",
            "CREATE ROLE clerk",
            "GRANT SELECT, UPDATE (name) ON users TO clerk",
            "GRANT INSERT ON users TO clerk WITH GRANT OPTION"
        };
        try (Trial trial = new Trial(server, withRights)) {
            TestDatabase database = trial.database();
            Recipe recipe = trial.recipe(database, schema -> new RenameTable(table("users"), SqlName.of("people")));

            trial.run(database, Trial.ofPhases(recipe, Phase.EXPAND));
            database.execute(
                    "SET ROLE clerk",
                    "INSERT INTO users (name) VALUES ('old')",
                    "INSERT INTO people (name) VALUES ('new')",
                    "UPDATE users SET name = upper(name) WHERE name = 'new'");

            assertThat(database.lines("SELECT name FROM users WHERE id > 3 ORDER BY id"))
                    .containsExactly("old", "NEW");
            assertThatThrownBy(() -> database.execute("SET ROLE clerk", "DELETE FROM users"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> database.execute("SET ROLE clerk", "UPDATE users SET email = ''"))
                    .hasMessageContaining("permission denied");
        }
        try (TestDatabase any = server.database()) {
            any.execute("DROP ROLE clerk");
        }
    }

    @Test
    void rowsOfTheOldApplicationGetTheComputedValue(TestServer server) {
        try (Trial trial = new Trial(server, USERS, THREE_USERS)) {
            TestDatabase database = trial.database();
            Column label = Column.nullable("label", "text").required();
            AddColumn operation =
                    new AddColumn(table("users"), label, false, Optional.of(SqlExpression.of("upper(users.name)")));

            Recipe recipe = trial.recipe(database, schema -> operation);
            trial.run(database, Trial.ofPhases(recipe, Phase.EXPAND, Phase.MIGRATE));
            database.execute(
                    "INSERT INTO users (name) VALUES ('old')",
                    "INSERT INTO users (name, label) VALUES ('new', 'mine')");

            assertThat(database.lines("SELECT label FROM users ORDER BY id"))
                    .containsExactly("ADA", "BOB", "CY", "OLD", "mine");
        }
    }

    @Test
    void rowsThatBreakARuleAreNamedBeforeAnythingIsChanged(TestServer server) {
        try (Trial trial =
                new Trial(server, USERS, THREE_USERS, "INSERT INTO users (email, age) VALUES ('a@x.org', -1)")) {
            TestDatabase database = trial.database();
            List<String> before = Trial.picture(database);
            List<Operation> broken = List.of(
                    new AddConstraint(table("users"), unique(Deferral.NOT_DEFERRABLE, "email"), false),
                    new AddConstraint(table("users"), check(Optional.of("born"), "age > 0", "age"), false),
                    new SetNotNull(table("users"), SqlName.of("age"), Optional.empty()));

            assertThatThrownBy(() -> trial.run(
                            database,
                            trial.recipe(database, schema -> broken.get(0)).steps()))
                    .hasMessageContaining("id 1 and id 4 (2 rows)");
            assertThatThrownBy(() -> trial.run(
                            database,
                            trial.recipe(database, schema -> broken.get(1)).steps()))
                    .hasMessageContaining("id 4");
            assertThatThrownBy(() -> trial.run(
                            database,
                            trial.recipe(database, schema -> broken.get(2)).steps()))
                    .hasMessageContaining("id 3");
            assertThat(Trial.picture(database)).containsExactlyElementsOf(before);
        }
    }

    @Test
    void theWayBackNeverTakesAwayWhatWasThereBefore(TestServer server) {
        String[] before = {
            USERS, "CREATE INDEX by_name ON users (name)", "ALTER TABLE users ADD CONSTRAINT born CHECK (age > 0)"
        };
        try (Trial trial = new Trial(server, before)) {
            TestDatabase database = trial.database();
            List<Operation> again = List.of(
                    new AddColumn(
                            table("users"),
                            Column.nullable("name", "text").withDefault("random()::text"),
                            false,
                            Optional.empty()),
                    new AddConstraint(table("users"), check(Optional.of("born"), "age > 0", "age"), false),
                    new AddConstraint(table("users"), primaryKey("id"), false),
                    new CreateIndex(
                            index("users", Optional.of("by_name"), false, column("name")), false, false, false));

            for (Operation operation : again) {
                Recipe recipe = trial.recipe(database, schema -> operation);

                assertThat(recipe.asWritten()).as(operation.summary()).isPresent();
                assertThat(recipe.retreat()).isEmpty();
            }
        }
    }

    private static Change change(String name, List<String> before, Operation asked, String... plainly) {
        return new Change(name, before, schema -> asked, List.of(plainly));
    }

    /** One that is asked for as it is written plainly. */
    private static Change change(String name, List<String> before, String statement) {
        SqlStatement written = SqlStatement.of("a.sql", statement, SqlSyntax.POSTGRESQL);
        return new Change(
                name,
                before,
                schema -> new PostgresqlDialect().meaningOf(written).get(0),
                List.of(statement));
    }

    private static List<String> with(String first, String... others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return all;
    }

    private static String[] append(String[] first, String... others) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(others)).toArray(String[]::new);
    }

    private static TableName table(String name) {
        return TableName.of("public", name);
    }

    private static List<SqlName> names(String... names) {
        return Arrays.stream(names).map(SqlName::of).toList();
    }

    private static Constraint.Check check(Optional<String> name, String condition, String... columns) {
        return new Constraint.Check(name.map(SqlName::of), SqlExpression.of(condition), names(columns), true, true);
    }

    private static Constraint.ForeignKey foreignKey(Optional<String> name, String onDelete) {
        return new Constraint.ForeignKey(
                name.map(SqlName::of),
                names("user_id"),
                table("users"),
                List.of(),
                "SIMPLE",
                "NO ACTION",
                onDelete,
                Deferral.NOT_DEFERRABLE,
                true);
    }

    private static Constraint.Unique unique(Deferral deferral, String... columns) {
        return new Constraint.Unique(Optional.empty(), names(columns), List.of(), true, deferral, "");
    }

    private static Constraint.PrimaryKey primaryKey(String... columns) {
        return new Constraint.PrimaryKey(Optional.empty(), names(columns), List.of(), Deferral.NOT_DEFERRABLE, "");
    }

    private static Index index(String table, Optional<String> name, boolean isUnique, Index.Part... parts) {
        return new Index(
                name.map(SqlName::of),
                table(table),
                isUnique,
                "btree",
                List.of(parts),
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static Index.Part column(String name) {
        return Index.Part.of(SqlName.of(name));
    }

    private static Index.Part expression(String text) {
        return new Index.Part(
                Optional.empty(),
                Optional.of(SqlExpression.of(text)),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
