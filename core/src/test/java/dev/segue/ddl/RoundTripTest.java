package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropIndex;
import dev.segue.operation.InsertRows;
import dev.segue.operation.Operation;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Column;
import dev.segue.schema.EnumType;
import dev.segue.schema.Privilege;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written reads as what it was written from. */
class RoundTripTest {

    @ParameterizedTest
    @MethodSource("known")
    void anOperationThatIsWrittenReadsAsTheSame(SqlStatement statement) {
        List<Operation> operations = DdlReader.read(statement);
        List<Operation> plain = operations.stream().map(RoundTripTest::plain).toList();

        List<Operation> readAgain = plain.stream()
                .flatMap(operation -> DdlWriter.write(operation).stream())
                .flatMap(written -> DdlReader.read(written).stream())
                .map(RoundTripTest::plain)
                .toList();

        assertThat(operations).isNotEmpty();
        assertThat(readAgain).isEqualTo(plain);
    }

    static Stream<SqlStatement> known() {
        return StatementLists.known().stream();
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatIsNotKnownIsNotAnalysed(SqlStatement statement) {
        assertThat(DdlReader.read(statement)).isEmpty();
    }

    static Stream<SqlStatement> unknown() {
        return StatementLists.unknown().stream();
    }

    @Test
    void aTableIsWrittenWithAllThatHangsOnIt() {
        TableName name = TableName.of("app", "t");
        Table table = Table.of(
                        name,
                        List.of(
                                Column.nullable("id", "bigint").required(),
                                Column.nullable("a", "text").withComment(Optional.of("it's"))))
                .plus(DdlReader.constraint(Optional.of(SqlName.of("t_pkey")), "PRIMARY KEY (id)")
                        .orElseThrow())
                .plus(DdlReader.index("CREATE INDEX t_a ON app.t USING btree (a)")
                        .orElseThrow())
                .withComment(Optional.of("rows"));
        TableFeatures features = new TableFeatures(
                TableFeatures.Persistence.UNLOGGED,
                List.of(new TableFeatures.Trigger(
                        SqlName.of("g"),
                        "CREATE TRIGGER g BEFORE INSERT ON app.t EXECUTE FUNCTION f()",
                        "A",
                        List.of())),
                List.of(new TableFeatures.Policy(SqlName.of("p"), "CREATE POLICY p ON app.t USING (true)")),
                TableFeatures.RowSecurity.FORCED,
                new TableFeatures.ReplicaIdentity(
                        TableFeatures.ReplicaIdentity.Kind.INDEX, Optional.of(SqlName.of("t_pkey"))),
                List.of(new TableFeatures.Publication(
                        SqlName.of("pub"), List.of(SqlName.of("id")), Optional.of("id > 0"))),
                List.of(new TableFeatures.Statistics(
                        TableName.of("app", "s"), "CREATE STATISTICS app.s ON id, a FROM app.t", List.of())),
                List.of(new Privilege("PUBLIC", "SELECT", false), new Privilege("reader", "UPDATE", true)),
                Optional.of("owner"),
                "WITH (fillfactor = 70)",
                List.of());
        Table full = new Table(
                table.name(),
                table.columns(),
                table.constraints(),
                table.indexes(),
                Optional.of("LIST (id)"),
                Optional.empty(),
                List.of(),
                table.comment(),
                features,
                table.size());

        assertThat(texts(new CreateTable(full, false, Optional.empty())))
                .containsExactly(
                        """
                        CREATE UNLOGGED TABLE "app"."t" (
                          "id" bigint NOT NULL,
                          "a" text,
                          CONSTRAINT "t_pkey" PRIMARY KEY ("id")
                        ) PARTITION BY LIST (id) WITH (fillfactor = 70)""",
                        "CREATE INDEX \"t_a\" ON \"app\".\"t\" USING btree (\"a\")",
                        "COMMENT ON TABLE \"app\".\"t\" IS 'rows'",
                        "COMMENT ON COLUMN \"app\".\"t\".\"a\" IS 'it''s'",
                        "CREATE STATISTICS app.s ON id, a FROM app.t",
                        "ALTER TABLE \"app\".\"t\" REPLICA IDENTITY USING INDEX \"t_pkey\"",
                        "CREATE TRIGGER g BEFORE INSERT ON app.t EXECUTE FUNCTION f()",
                        "ALTER TABLE \"app\".\"t\" ENABLE ALWAYS TRIGGER \"g\"",
                        "CREATE POLICY p ON app.t USING (true)",
                        "ALTER TABLE \"app\".\"t\" ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE \"app\".\"t\" FORCE ROW LEVEL SECURITY",
                        "GRANT SELECT ON TABLE \"app\".\"t\" TO PUBLIC",
                        "GRANT UPDATE ON TABLE \"app\".\"t\" TO \"reader\" WITH GRANT OPTION",
                        "ALTER PUBLICATION \"pub\" ADD TABLE ONLY \"app\".\"t\" (\"id\") WHERE (id > 0)",
                        "ALTER TABLE \"app\".\"t\" OWNER TO \"owner\"");
    }

    @Test
    void aPartitionSaysOnlyWhatItHasBesidesItsParent() {
        Table partition = Table.of(
                        TableName.of("part"),
                        List.of(
                                Column.nullable("a", "integer"),
                                Column.nullable("b", "text").required().withDefault("'x'")))
                .withPartition(Optional.of(new Table.Partition(TableName.of("t"), "FOR VALUES IN (1)")));

        assertThat(texts(new CreateTable(partition, false, Optional.empty()))).containsExactly("""
                        CREATE TABLE "part" PARTITION OF "t" (
                          "b" WITH OPTIONS DEFAULT 'x' NOT NULL
                        ) FOR VALUES IN (1)""");
    }

    @Test
    void rowsThatAreThereGetTheirValueBeforeNullIsRefused() {
        TableName table = TableName.of("t");
        Column column = Column.nullable("a", "text").required();

        assertThat(texts(new AddColumn(table, column, false, Optional.of(SqlExpression.of("lower(b)")))))
                .containsExactly(
                        "ALTER TABLE \"t\" ADD COLUMN \"a\" text",
                        "UPDATE \"t\" SET \"a\" = lower(b)",
                        "ALTER TABLE \"t\" ALTER COLUMN \"a\" SET NOT NULL");
        assertThat(texts(new SetNotNull(table, SqlName.of("a"), Optional.of(SqlExpression.of("0")))))
                .containsExactly(
                        "UPDATE \"t\" SET \"a\" = 0 WHERE \"a\" IS NULL",
                        "ALTER TABLE \"t\" ALTER COLUMN \"a\" SET NOT NULL");
    }

    @Test
    void rowsOfReferenceDataAreFoundByTheirKey() {
        InsertRows rows = new InsertRows(
                TableName.of("t"),
                List.of(SqlName.of("a"), SqlName.of("b")),
                List.of(SqlName.of("a")),
                List.of(
                        List.of(SqlExpression.of("1"), SqlExpression.of("'x'")),
                        List.of(SqlExpression.of("2"), SqlExpression.of("NULL"))));

        assertThat(texts(rows)).containsExactly("INSERT INTO \"t\" (\"a\", \"b\")\nVALUES (1, 'x'),\n  (2, NULL)");
        assertThat(texts(new dev.segue.operation.DeleteRows(rows)))
                .containsExactly("DELETE FROM \"t\" WHERE (\"a\" = 1)\n  OR (\"a\" = 2)");
    }

    @Test
    void aCommentOfAnEnumIsWrittenToo() {
        EnumType type = new EnumType(TableName.of("mood"), List.of("a\\b"), Optional.of("how"));

        assertThat(texts(new CreateEnum(type)))
                .containsExactly("CREATE TYPE \"mood\" AS ENUM (E'a\\\\b')", "COMMENT ON TYPE \"mood\" IS 'how'");
    }

    @Test
    void whatSqlHasNoWordForIsEmpty() {
        assertThat(DdlWriter.write(new RemoveEnumValue(TableName.of("mood"), "sad", Optional.empty())))
                .isEmpty();
    }

    private static List<String> texts(Operation operation) {
        return DdlWriter.write(operation).stream().map(SqlStatement::text).toList();
    }

    /** What the plain form leaves out. */
    private static Operation plain(Operation operation) {
        if (operation instanceof CreateTable create) {
            return new CreateTable(create.table(), create.ifNotExists(), Optional.empty());
        }
        if (operation instanceof CreateIndex create) {
            return new CreateIndex(create.index(), create.ifNotExists(), false, create.isOnly());
        }
        if (operation instanceof DropIndex drop) {
            return new DropIndex(drop.index(), drop.ifExists(), drop.cascade(), false);
        }
        if (operation instanceof ChangeColumnType change) {
            SqlExpression cast = SqlExpression.of("\"" + change.column().text() + "\"::" + change.type());
            return new ChangeColumnType(
                    change.table(),
                    change.column(),
                    change.type(),
                    change.collation(),
                    Optional.of(change.using().orElse(cast)),
                    change.back());
        }
        return operation;
    }
}
