package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.Change;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.operation.RenameColumn;
import dev.segue.problem.Problem;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.schema.View;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A column gets another name while the old application and the new one work. */
@ExtendWith(TestServer.Shared.class)
class RenameColumnTest {

    private static final String[] SHOP = {
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL"
                + " CHECK (username <> '' AND length(username) < 40), team int DEFAULT 7, note text,"
                + " UNIQUE (team, username))",
        "CREATE INDEX users_lower ON users (lower(username) DESC, team) INCLUDE (username) WHERE username <> 'nobody'",
        "CREATE UNIQUE INDEX users_name ON users (username)",
        "CREATE TABLE post (id int PRIMARY KEY, author text, FOREIGN KEY (author) REFERENCES users (username)"
                + " ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE VIEW names AS SELECT users.id, users.username FROM users",
        "COMMENT ON COLUMN users.username IS 'it''s a name'",
        "INSERT INTO users (username) SELECT 'user ' || i FROM generate_series(1, 3000) AS i",
        "INSERT INTO post VALUES (1, 'user 1')",
    };

    private final TestServer server;
    private final TestDatabase database;

    RenameColumnTest(TestServer server) {
        this.server = server;
        this.database = server.database();
    }

    @BeforeEach
    void create() {
        database.execute(SHOP);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void bothApplicationsSeeWhatTheOtherOneWrites() {
        change().expandAndMigrate();

        database.execute(
                "INSERT INTO users (username) VALUES ('old')",
                "INSERT INTO users (display_name) VALUES ('new')",
                "UPDATE users SET display_name = 'changed by new' WHERE username = 'user 1'",
                "UPDATE users SET username = 'changed by old' WHERE username = 'user 2'",
                "UPDATE users SET note = 'touched' WHERE username = 'user 3'",
                "INSERT INTO users (username, team) VALUES ('old', 7) ON CONFLICT (username) DO UPDATE SET note = 'again'",
                "INSERT INTO users (display_name, team) VALUES ('new', 7) ON CONFLICT (display_name)"
                        + " DO UPDATE SET display_name = 'newer'");

        assertThat(database.text("SELECT count(*) FROM users WHERE username IS DISTINCT FROM display_name"))
                .isEqualTo("0");
        assertThat(database.lines("SELECT username FROM users WHERE id <= 2 OR id > 3000 ORDER BY 1"))
                .containsExactly("changed by new", "changed by old", "newer", "old");
        assertThat(database.text("SELECT author FROM post")).isEqualTo("changed by new");
        assertThat(database.text("INSERT INTO users (display_name) VALUES ('r') RETURNING username"))
                .isEqualTo("r");
        assertThat(database.text("SELECT note FROM users WHERE display_name = 'old'"))
                .isEqualTo("again");
    }

    @Test
    void whatTheColumnDemandsIsDemandedOfBoth() {
        change().expandAndMigrate();

        assertThat(database.refused("INSERT INTO users (display_name) VALUES ('user 1')"))
                .isEqualTo("23505");
        assertThat(database.refused("INSERT INTO users (display_name) VALUES ('')"))
                .isEqualTo("23514");
        assertThat(database.refused("INSERT INTO users (username) VALUES ('')")).isEqualTo("23514");
        assertThat(database.refused("INSERT INTO users (team) VALUES (1)")).isEqualTo("23502");
        assertThat(database.refused("INSERT INTO post VALUES (2, 'nobody')")).isEqualTo("23503");
    }

    @Test
    void copiedRowsAndThoseOfReplicationAreKeptEqualToo() {
        change().expandAndMigrate();

        database.execute(
                "SET session_replication_role = replica;"
                        + " INSERT INTO users (username) VALUES ('applied');"
                        + " UPDATE users SET username = 'applied change' WHERE username = 'user 9'",
                "COPY users (display_name) FROM PROGRAM 'echo copied'");

        assertThat(
                        database.lines(
                                "SELECT username FROM users WHERE username = display_name AND username ~ 'applied|copied' ORDER BY 1"))
                .containsExactly("applied", "applied change", "copied");
    }

    @Test
    void writersNeedNoRightsOnWhatIsOurs() {
        database.execute("CREATE ROLE mere_writer", "GRANT SELECT, INSERT, UPDATE ON users TO mere_writer");
        change().expandAndMigrate();

        try {
            database.execute("SET ROLE mere_writer; INSERT INTO users (username) VALUES ('a writer');"
                    + " UPDATE users SET display_name = 'the writer' WHERE username = 'a writer'");
        } finally {
            database.execute("DROP OWNED BY mere_writer", "DROP ROLE mere_writer");
        }

        assertThat(database.text("SELECT username FROM users WHERE display_name = 'the writer'"))
                .isEqualTo("the writer");
    }

    @Test
    void theWayBackLeavesNothingWhereverItBegins() {
        List<String> before = Change.catalogOf(database);
        Change change = change();
        List<Step> steps = change.before();

        for (int done = 0; done <= steps.size(); done++) {
            change.run(steps.subList(0, done));
            change.retreat();

            assertThat(Change.catalogOf(database)).as("after %s steps", done).isEqualTo(before);
            assertThat(database.lines("SELECT proname FROM pg_proc WHERE pronamespace = 'segue'::regnamespace"))
                    .isEmpty();
        }
    }

    @Test
    void inTheEndEverythingIsAsAfterAPlainRename() {
        List<String> plain;
        try (TestDatabase twin = server.database()) {
            twin.execute(SHOP);
            twin.execute("ALTER TABLE users RENAME COLUMN username TO display_name");
            plain = Change.catalogOf(twin);
        }

        Change change = change();
        change.expandAndMigrate();
        change.contract();

        assertThat(Change.catalogOf(database)).isEqualTo(plain);
        assertThat(database.text("SELECT username FROM names WHERE id = 1")).isEqualTo("user 1");
        assertThat(database.text("SELECT segue_trash_8f2c41aa_username FROM users WHERE id = 1"))
                .isEqualTo("user 1");
        database.execute("INSERT INTO users (display_name) VALUES ('later')");
        assertThat(database.text("SELECT id FROM users WHERE display_name = 'later'"))
                .isEqualTo("3001");
    }

    @Test
    void nobodyNoticesAnything() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        Change change = change();

        try (Background old = Background.run(() -> write("username", "old", isOver))) {
            change.expandAndMigrate();
            try (Background fresh = Background.run(() -> write("display_name", "new", isOver))) {
                Thread.sleep(300);
                isOver.set(true);
                fresh.await();
                old.await();
            }
        }

        assertThat(database.text("SELECT count(*) FROM users WHERE username IS DISTINCT FROM display_name"))
                .isEqualTo("0");
    }

    @Test
    void whatWouldNotFollowIsNamed() {
        database.execute("CREATE MATERIALIZED VIEW counted AS SELECT username, count(*) FROM users GROUP BY 1");
        View counted = new View(
                TableName.of("public", "counted"),
                true,
                List.of(),
                "SELECT",
                "",
                List.of(new View.Use(TableName.of("public", "users"), Optional.of(SqlName.of("username")))),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());

        Problem problem = Problems.of(() -> Change.of(database, schema().withViews(List.of(counted)), rename()));

        assertThat(problem.code().code()).isEqualTo("SH101");
        assertThat(problem.text()).contains("public.users", "username", "materialized view public.counted");
    }

    @Test
    void aMirrorThatWasSwitchedOffIsFoundOut() {
        Change change = change();
        change.expandAndMigrate();
        database.execute(
                "ALTER TABLE users DISABLE TRIGGER USER", "UPDATE users SET display_name = 'astray' WHERE id = 5");

        Problem problem = Problems.of(change::contract);

        assertThat(problem.code().code()).isEqualTo("VF101");
        assertThat(problem.details()).containsExactly("id 5");
    }

    private void write(String column, String prefix, AtomicBoolean isOver) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            for (int i = 0; !isOver.get(); i++) {
                String name = prefix + " " + i;
                statement.execute("INSERT INTO users (" + column + ") VALUES ('" + name + "')");
                statement.execute("UPDATE users SET note = 'touched' WHERE " + column + " = '" + name + "'");
                statement.execute("UPDATE users SET " + column + " = '" + name + " changed' WHERE " + column + " = '"
                        + name + "'");
                statement.execute("UPDATE users SET note = 'old row' WHERE id = " + (i % 3000 + 1));
            }
        }
    }

    private Change change() {
        return Change.of(database, schema(), rename());
    }

    private static RenameColumn rename() {
        return new RenameColumn(TableName.of("users"), SqlName.of("username"), SqlName.of("display_name"));
    }

    private static Schema schema() {
        TableName users = TableName.of("public", "users");
        SqlName username = SqlName.of("username");
        SqlName team = SqlName.of("team");
        Table table = Table.of(
                        users,
                        List.of(
                                Column.nullable("id", "bigint")
                                        .required()
                                        .withGeneration(Optional.of(new Generation.Identity(true, ""))),
                                Column.nullable("username", "text").required().withComment(Optional.of("it's a name")),
                                Column.nullable("team", "integer").withDefault("7"),
                                Column.nullable("note", "text")))
                .withConstraints(List.of(
                        new Constraint.PrimaryKey(
                                Optional.of(SqlName.of("users_pkey")),
                                List.of(SqlName.of("id")),
                                List.of(),
                                Deferral.NOT_DEFERRABLE,
                                ""),
                        new Constraint.Check(
                                Optional.of(SqlName.of("users_username_check")),
                                SqlExpression.of("username <> ''::text AND length(username) < 40"),
                                List.of(username),
                                true,
                                true),
                        new Constraint.Unique(
                                Optional.of(SqlName.of("users_team_username_key")),
                                List.of(team, username),
                                List.of(),
                                true,
                                Deferral.NOT_DEFERRABLE,
                                "")))
                .withIndexes(List.of(
                        index("users_pkey", true, List.of(Index.Part.of(SqlName.of("id"))), "users_pkey"),
                        index(
                                "users_team_username_key",
                                true,
                                List.of(Index.Part.of(team), Index.Part.of(username)),
                                "users_team_username_key"),
                        index("users_name", true, List.of(Index.Part.of(username)), ""),
                        new Index(
                                Optional.of(SqlName.of("users_lower")),
                                users,
                                false,
                                "btree",
                                List.of(
                                        new Index.Part(
                                                Optional.empty(),
                                                Optional.of(SqlExpression.of("lower(username)")),
                                                Optional.empty(),
                                                Optional.empty(),
                                                true,
                                                Optional.empty()),
                                        Index.Part.of(team)),
                                List.of(username),
                                true,
                                "",
                                Optional.empty(),
                                Optional.of(SqlExpression.of("username <> 'nobody'::text")),
                                true,
                                Optional.empty())))
                .withSize(TableSize.UNKNOWN);
        Table post = Table.of(
                        TableName.of("public", "post"),
                        List.of(Column.nullable("id", "integer").required(), Column.nullable("author", "text")))
                .withConstraints(List.of(new Constraint.ForeignKey(
                        Optional.of(SqlName.of("post_author_fkey")),
                        List.of(SqlName.of("author")),
                        users,
                        List.of(username),
                        "SIMPLE",
                        "CASCADE",
                        "CASCADE",
                        Deferral.NOT_DEFERRABLE,
                        true)))
                .withSize(TableSize.UNKNOWN);
        View names = new View(
                TableName.of("public", "names"),
                false,
                List.of(SqlName.of("id"), username),
                "SELECT id, username FROM users",
                "",
                List.of(new View.Use(users, Optional.of(username))),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Schema(
                SqlSyntax.POSTGRESQL,
                List.of(SqlName.of("public")),
                List.of(table, post),
                List.of(names),
                List.of(),
                List.of());
    }

    private static Index index(String name, boolean isUnique, List<Index.Part> parts, String constraint) {
        return new Index(
                Optional.of(SqlName.of(name)),
                TableName.of("public", "users"),
                isUnique,
                "btree",
                parts,
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(constraint).filter(text -> !text.isEmpty()).map(SqlName::of));
    }
}
