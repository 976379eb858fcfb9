package dev.segue.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.dialect.Dialect;
import dev.segue.operation.AddColumn;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DeleteRows;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropTable;
import dev.segue.operation.DropView;
import dev.segue.operation.InsertRows;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.problem.SegueException;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlitePlainStatementsTest {

    private static final TableName USERS = TableName.of("users");
    private static final SqlName ID = SqlName.of("id");
    private static final SqlName EMAIL = SqlName.of("E-Mail");

    private final Dialect dialect = new SqliteDialect();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tablesColumnsIndexesAndRowsComeAndGo() throws SQLException {
        run(new CreateTable(users(), false, Optional.empty()));
        run(new AddColumn(
                USERS, Column.nullable("age", "integer").withDefault("5").required(), false, Optional.empty()));
        run(new AddColumn(USERS, Column.nullable("copy", "text"), false, Optional.of(SqlExpression.of("\"E-Mail\""))));
        run(new RenameColumn(USERS, SqlName.of("copy"), SqlName.of("shadow")));
        run(new CreateIndex(index(), true, true, false));
        InsertRows rows = new InsertRows(
                USERS,
                List.of(ID, EMAIL),
                List.of(ID),
                List.of(
                        List.of(SqlExpression.of("1"), SqlExpression.of("'a''b'")),
                        List.of(SqlExpression.of("2"), SqlExpression.of("NULL"))));
        run(rows);

        assertThat(text("SELECT group_concat(id || ':' || ifnull(\"E-Mail\", 'x') || ':' || age) FROM users"))
                .isEqualTo("1:a'b:5,2:x:5");

        run(new DeleteRows(rows));
        run(new DropIndex(TableName.of("users_email"), false, false, true));
        run(new DropColumn(USERS, SqlName.of("shadow"), false, false, Optional.empty()));
        run(new RenameTable(USERS, SqlName.of("people")));
        run(new DropView(TableName.of("none"), false, true, false));

        assertThat(text("SELECT count(*) FROM people")).isEqualTo("0");

        run(new DropTable(TableName.of("people"), false, false));
        assertThat(text("SELECT count(*) FROM sqlite_master")).isEqualTo("0");
    }

    @Test
    void whatSqliteHasNoStatementForIsRefused() {
        Column counted =
                Column.nullable("id", "integer").withGeneration(Optional.of(new Generation.Identity(true, "")));

        for (Operation operation : List.of(
                new SetNotNull(USERS, ID, Optional.empty()),
                new AddColumn(USERS, counted, false, Optional.empty()),
                new DropColumn(USERS, ID, true, false, Optional.empty()),
                new CreateTable(Table.of(USERS, List.of(counted)), false, Optional.empty()))) {
            assertThatThrownBy(() -> dialect.plainly(operation))
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("DI103");
        }
    }

    private static Table users() {
        return Table.of(
                        USERS,
                        List.of(
                                Column.nullable("id", "integer").required(),
                                Column.nullable("E-Mail", "text")
                                        .withDefault("lower('X')")
                                        .withCollation(Optional.of(TableName.of("NOCASE"))),
                                Column.nullable("twice", "integer")
                                        .withGeneration(Optional.of(
                                                new Generation.Computed(SqlExpression.of("id * 2"), false)))))
                .plus(new Constraint.PrimaryKey(
                        Optional.of(SqlName.of("users_pk")), List.of(ID), List.of(), Deferral.NOT_DEFERRABLE, ""))
                .plus(new Constraint.Check(Optional.empty(), SqlExpression.of("id > 0"), List.of(ID), true, true));
    }

    private static Index index() {
        Index.Part lower = new Index.Part(
                Optional.empty(),
                Optional.of(SqlExpression.of("lower(\"E-Mail\")")),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
        return new Index(
                Optional.of(SqlName.of("users_email")),
                USERS,
                true,
                "btree",
                List.of(lower, Index.Part.of(ID)),
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.of(SqlExpression.of("id > 0")),
                true,
                Optional.empty());
    }

    private void run(Operation operation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (SqlStatement sql : dialect.plainly(operation)) {
                statement.execute(sql.text());
            }
        }
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getString(1);
        }
    }
}
