package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ChangeSequence;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateTable;
import dev.segue.operation.CreateView;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropTable;
import dev.segue.operation.DropType;
import dev.segue.operation.DropView;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.RenameEnumValue;
import dev.segue.operation.RenameIndex;
import dev.segue.operation.RenameTable;
import dev.segue.operation.RenameType;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.operation.ValidateConstraint;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.EnumType;
import dev.segue.schema.Generation;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlReaderTest {

    private static final TableName T = TableName.of("t");
    private static final SqlName A = SqlName.of("a");
    private static final SqlName B = SqlName.of("b");

    @Test
    void aTableHasItsColumnsAndTheConstraintsOfBothKinds() {
        Table table = table("""
                CREATE TABLE app."Orders" ( -- what people buy
                  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10) PRIMARY KEY,
                  email varchar(50) COLLATE "C" NOT NULL DEFAULT 'a' || 'b' CONSTRAINT email_unique UNIQUE,
                  created timestamptz DEFAULT now() NOT NULL CHECK (created > '2000-01-01'),
                  total numeric(10, 2) GENERATED ALWAYS AS (price * 2) STORED,
                  customer int REFERENCES customers (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
                  note text NULL,
                  price int,
                  CONSTRAINT price_positive CHECK ((price > 0)),
                  UNIQUE NULLS NOT DISTINCT (email, customer) INCLUDE (note)
                ) WITH (fillfactor = 70) TABLESPACE fast
                """);

        assertThat(table.name()).isEqualTo(TableName.of("app", "Orders"));
        assertThat(table.columns())
                .extracting(
                        column -> column.name().text(), column -> column.type().text(), Column::isNullable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", "bigint", false),
                        org.assertj.core.groups.Tuple.tuple("email", "character varying(50)", false),
                        org.assertj.core.groups.Tuple.tuple("created", "timestamp with time zone", false),
                        org.assertj.core.groups.Tuple.tuple("total", "numeric(10,2)", true),
                        org.assertj.core.groups.Tuple.tuple("customer", "integer", true),
                        org.assertj.core.groups.Tuple.tuple("note", "text", true),
                        org.assertj.core.groups.Tuple.tuple("price", "integer", true));
        assertThat(table.columns().get(0).generation()).contains(new Generation.Identity(true, "START WITH 10"));
        assertThat(table.columns().get(1).defaultValue()).contains(SqlExpression.of("'a' || 'b'"));
        assertThat(table.columns().get(1).collation()).contains(TableName.of("C"));
        assertThat(table.columns().get(2).defaultValue()).contains(SqlExpression.of("now()"));
        assertThat(table.columns().get(3).generation())
                .contains(new Generation.Computed(SqlExpression.of("price * 2"), true));
        assertThat(table.constraints()).hasSize(6);
        assertThat(table.constraints().get(1).name()).contains(SqlName.of("email_unique"));
        assertThat(table.constraints().get(4)).isInstanceOfSatisfying(Constraint.Check.class, check -> {
            assertThat(check.condition()).isEqualTo(SqlExpression.of("price > 0"));
            assertThat(check.columns()).containsExactly(SqlName.of("price"));
        });
        assertThat(table.constraints().get(3)).isInstanceOfSatisfying(Constraint.ForeignKey.class, key -> {
            assertThat(key.onDelete()).isEqualTo("SET NULL");
            assertThat(key.deferral()).isEqualTo(Deferral.INITIALLY_DEFERRED);
        });
        assertThat(table.features().storage()).isEqualTo("WITH (fillfactor = 70) TABLESPACE fast");
    }

    @Test
    void aTableCarriesTheStatementThatMakesIt() {
        SqlStatement statement = statement("CREATE UNLOGGED TABLE IF NOT EXISTS t ()");

        CreateTable operation = (CreateTable) DdlReader.read(statement).get(0);

        assertThat(operation.written()).contains(statement);
        assertThat(operation.ifNotExists()).isTrue();
        assertThat(operation.table().features().persistence()).isEqualTo(TableFeatures.Persistence.UNLOGGED);
    }

    @Test
    void aDefaultEndsWhereTheNextClauseBegins() {
        Table table = table("""
                CREATE TABLE t (
                  a int DEFAULT 5 CONSTRAINT c NOT NULL,
                  b boolean DEFAULT NULL,
                  c text DEFAULT CASE WHEN true THEN 'not null' ELSE 'x' END NULL,
                  d text DEFAULT 'x'::character varying(5) UNIQUE,
                  e timestamptz DEFAULT '2026-01-01'::timestamp with time zone CHECK (e > now()),
                  f int[] DEFAULT ARRAY[1, 2] PRIMARY KEY,
                  g bool DEFAULT 1 IS NOT DISTINCT FROM 2 REFERENCES r,
                  h jsonb DEFAULT '{}' COLLATE "C"
                )
                """);

        assertThat(table.columns())
                .extracting(
                        column -> column.defaultValue().map(SqlExpression::text).orElse(""))
                .containsExactly(
                        "5",
                        "",
                        "CASE WHEN true THEN 'not null' ELSE 'x' END",
                        "'x'::character varying(5)",
                        "'2026-01-01'::timestamp with time zone",
                        "ARRAY[1, 2]",
                        "1 IS NOT DISTINCT FROM 2",
                        "'{}'");
    }

    @Test
    void aPrimaryKeyOfTheTableMakesItsColumnsRequired() {
        assertThat(table("CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b))")
                        .columns())
                .extracting(Column::isNullable)
                .containsExactly(false, false, true);
        assertThat(table("CREATE TABLE t (a int, CONSTRAINT n NOT NULL a)").columns())
                .extracting(Column::isNullable)
                .containsExactly(false);
    }

    @Test
    void aSerialColumnKeepsItsTypeAndIsRequired() {
        Column column = table("CREATE TABLE app.t (id serial8)").columns().get(0);

        assertThat(column.type()).isEqualTo(DataType.of("bigserial"));
        assertThat(column.isNullable()).isFalse();
        assertThat(column.asKeptIn(TableName.of("app", "t")).type()).isEqualTo(DataType.of("bigint"));
        assertThat(column.asKeptIn(TableName.of("app", "t")).defaultValue())
                .contains(SqlExpression.of("nextval('app.t_id_seq'::regclass)"));
    }

    @Test
    void partitionsAndTheirTablesAreTold() {
        assertThat(table("CREATE TABLE m (id int, ts date) PARTITION BY RANGE (ts, (id % 2))")
                        .partitioning())
                .contains("RANGE (ts, (id % 2))");
        assertThat(table("CREATE TABLE m1 PARTITION OF m (ts NOT NULL, CHECK (id > 0)) FOR VALUES FROM (1) TO (2)"
                                + " PARTITION BY LIST (id)")
                        .partition())
                .contains(new Table.Partition(TableName.of("m"), "FOR VALUES FROM (1) TO (2)"));
        assertThat(table("CREATE TABLE m1 PARTITION OF m DEFAULT").partition())
                .contains(new Table.Partition(TableName.of("m"), "DEFAULT"));
        assertThat(table("CREATE TABLE m1 PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 0)")
                        .partition())
                .isPresent();
    }

    @Test
    void columnsFromElsewhereAreLeftToTheStatement() {
        assertThat(table("CREATE TABLE t (LIKE u INCLUDING ALL EXCLUDING INDEXES, a int)")
                        .columns())
                .extracting(Column::name)
                .containsExactly(A);
        assertThat(table("CREATE TABLE t OF app.person (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 5)")
                        .constraints())
                .hasSize(1);
        assertThat(table("CREATE TABLE t (a int) INHERITS (u, app.v)").inherits())
                .containsExactly(TableName.of("u"), TableName.of("app", "v"));
    }

    @Test
    void eachActionIsAnOperation() {
        assertThat(
                        read(
                                "ALTER TABLE IF EXISTS ONLY app.t * ALTER COLUMN a SET DATA TYPE int8 USING a::bigint,"
                                        + " ALTER b DROP NOT NULL, DROP COLUMN IF EXISTS c CASCADE, SET (fillfactor = 70, user_catalog_table)"))
                .containsExactly(
                        new ChangeColumnType(
                                TableName.of("app", "t"),
                                A,
                                DataType.of("bigint"),
                                Optional.empty(),
                                Optional.of(SqlExpression.of("a::bigint")),
                                Optional.empty()),
                        new DropNotNull(TableName.of("app", "t"), B),
                        new DropColumn(TableName.of("app", "t"), SqlName.of("c"), true, true, Optional.empty()),
                        new ChangeTableSetting(TableName.of("app", "t"), "SET (fillfactor = 70, user_catalog_table)"));
    }

    @Test
    void aColumnBringsItsConstraintsAsOperationsOfTheirOwn() {
        List<Operation> operations = read(
                "ALTER TABLE t ADD COLUMN a int DEFAULT 5 NOT NULL UNIQUE CHECK (a > 0) REFERENCES r ON UPDATE CASCADE");

        assertThat(operations).hasSize(4);
        assertThat(operations.get(0))
                .isEqualTo(new AddColumn(
                        T, Column.nullable("a", "integer").required().withDefault("5"), false, Optional.empty()));
        assertThat(operations.subList(1, 4)).allMatch(AddConstraint.class::isInstance);
    }

    @Test
    void aColumnThatMayBeThereAlreadyDoesNotLoseItsConstraints() {
        assertThat(read("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int")).hasSize(1);
        assertThat(read("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int UNIQUE")).isEmpty();
    }

    @Test
    void columnsAreAltered() {
        assertThat(read("ALTER TABLE t ALTER a SET DEFAULT now() AT TIME ZONE 'utc', ALTER b SET DEFAULT NULL,"
                        + " ALTER a SET NOT NULL, ALTER a DROP DEFAULT, ALTER a TYPE text COLLATE \"C\""))
                .containsExactly(
                        new SetDefault(T, A, SqlExpression.of("now() AT TIME ZONE 'utc'")),
                        new DropDefault(T, B),
                        new SetNotNull(T, A, Optional.empty()),
                        new DropDefault(T, A),
                        new ChangeColumnType(
                                T,
                                A,
                                DataType.of("text"),
                                Optional.of(TableName.of("C")),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void whatFillsAColumnIsChanged() {
        assertThat(read("ALTER TABLE t ALTER a ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 100),"
                        + " ALTER a DROP IDENTITY IF EXISTS, ALTER a SET EXPRESSION AS (b * 2), ALTER a DROP EXPRESSION,"
                        + " ALTER a SET GENERATED ALWAYS SET INCREMENT BY 5 RESTART WITH 10, ALTER a RESTART"))
                .containsExactly(
                        new ChangeGeneration(
                                T,
                                A,
                                Optional.of(new Generation.Identity(false, "START WITH 100")),
                                "ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 100)"),
                        new ChangeGeneration(T, A, Optional.empty(), "DROP IDENTITY IF EXISTS"),
                        new ChangeGeneration(
                                T,
                                A,
                                Optional.of(new Generation.Computed(SqlExpression.of("b * 2"), true)),
                                "SET EXPRESSION AS (b * 2)"),
                        new ChangeGeneration(T, A, Optional.empty(), "DROP EXPRESSION"),
                        new ChangeGeneration(
                                T,
                                A,
                                Optional.of(new Generation.Identity(true, "")),
                                "SET GENERATED ALWAYS SET INCREMENT BY 5 RESTART WITH 10"),
                        new ChangeTableSetting(T, "ALTER a RESTART"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER b SET STORAGE EXTERNAL",
                "ALTER COLUMN b SET COMPRESSION lz4",
                "ALTER COLUMN b SET STATISTICS -1",
                "ALTER b SET (n_distinct = -0.5, n_distinct_inherited = 1)",
                "ALTER b RESET (n_distinct)",
                "ALTER b SET CACHE 20",
                "ALTER CONSTRAINT fk NOT ENFORCED",
                "ENABLE ROW LEVEL SECURITY",
                "NO FORCE ROW LEVEL SECURITY",
                "FORCE ROW LEVEL SECURITY",
                "DISABLE TRIGGER USER",
                "ENABLE ALWAYS TRIGGER x",
                "ENABLE REPLICA RULE x",
                "CLUSTER ON i",
                "SET WITHOUT CLUSTER",
                "SET UNLOGGED",
                "SET ACCESS METHOD DEFAULT",
                "SET TABLESPACE fast",
                "RESET (fillfactor)",
                "INHERIT parent",
                "NO INHERIT parent",
                "OF person",
                "NOT OF",
                "OWNER TO CURRENT_USER",
                "REPLICA IDENTITY USING INDEX i",
                "REPLICA IDENTITY FULL",
                "ADD CONSTRAINT n NOT NULL a NOT VALID",
            })
    void whatHasNoOperationOfItsOwnIsASetting(String action) {
        assertThat(read("ALTER TABLE t " + action + ", DROP COLUMN a"))
                .containsExactly(
                        new ChangeTableSetting(T, action), new DropColumn(T, A, false, false, Optional.empty()));
    }

    @Test
    void constraintsAreAddedWithWhatIsSaidOfThem() {
        AddConstraint operation = (AddConstraint)
                read("ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES app.ref (x, y) MATCH FULL"
                                + " ON DELETE SET NULL (a) ON UPDATE CASCADE NOT VALID DEFERRABLE INITIALLY DEFERRED")
                        .get(0);

        assertThat(operation.isNotValid()).isTrue();
        assertThat(operation.constraint())
                .isEqualTo(new Constraint.ForeignKey(
                        Optional.of(SqlName.of("fk")),
                        List.of(A, B),
                        TableName.of("app", "ref"),
                        List.of(SqlName.of("x"), SqlName.of("y")),
                        "FULL",
                        "CASCADE",
                        "SET NULL (\"a\")",
                        Deferral.INITIALLY_DEFERRED,
                        false));
    }

    @Test
    void aConstraintCanTakeOverAnIndex() {
        assertThat(
                        read(
                                "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i DEFERRABLE, ADD PRIMARY KEY USING INDEX j"))
                .containsExactly(
                        new AddConstraintUsingIndex(
                                T, SqlName.of("u"), SqlName.of("i"), false, Deferral.INITIALLY_IMMEDIATE),
                        new AddConstraintUsingIndex(
                                T, SqlName.of("j"), SqlName.of("j"), true, Deferral.NOT_DEFERRABLE));
    }

    @Test
    void aNotNullConstraintWithANameIsAddedAndThenValidated() {
        assertThat(read("ALTER TABLE t ADD NOT NULL a")).containsExactly(new SetNotNull(T, A, Optional.empty()));
        assertThat(read("ALTER TABLE t ADD CONSTRAINT n NOT NULL a"))
                .containsExactly(
                        new ChangeTableSetting(T, "ADD CONSTRAINT n NOT NULL a NOT VALID"),
                        new ValidateConstraint(T, SqlName.of("n")));
    }

    @Test
    void namesAndPlacesAreChanged() {
        assertThat(read("ALTER TABLE t RENAME a TO b")).containsExactly(new RenameColumn(T, A, B));
        assertThat(read("ALTER TABLE t RENAME COLUMN \"A b\" TO b"))
                .containsExactly(new RenameColumn(T, SqlName.of("A b"), B));
        assertThat(read("ALTER TABLE t RENAME TO u")).containsExactly(new RenameTable(T, SqlName.of("u")));
        assertThat(read("ALTER TABLE t RENAME CONSTRAINT a TO b")).containsExactly(new RenameConstraint(T, A, B));
        assertThat(read("ALTER TABLE t SET SCHEMA app")).containsExactly(new MoveTable(T, SqlName.of("app")));
        assertThat(read("ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1, NULL)"))
                .containsExactly(new AttachPartition(T, TableName.of("p"), "FOR VALUES IN (1, NULL)"));
        assertThat(read("ALTER TABLE t DETACH PARTITION p CONCURRENTLY"))
                .containsExactly(new DetachPartition(T, TableName.of("p")));
        assertThat(read("ALTER TABLE t VALIDATE CONSTRAINT a")).containsExactly(new ValidateConstraint(T, A));
        assertThat(read("ALTER TABLE t DROP CONSTRAINT IF EXISTS a RESTRICT"))
                .containsExactly(new DropConstraint(T, A, true, false));
    }

    @Test
    void indexesAreBuiltRenamedAndDropped() {
        CreateIndex index = (CreateIndex) read("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t (a)")
                .get(0);

        assertThat(index.isConcurrent()).isTrue();
        assertThat(index.ifNotExists()).isTrue();
        assertThat(index.isOnly()).isTrue();
        assertThat(read("ALTER INDEX IF EXISTS app.i RENAME TO b"))
                .containsExactly(new RenameIndex(TableName.of("app", "i"), B, true));
        assertThat(read("DROP INDEX CONCURRENTLY IF EXISTS app.i, j CASCADE"))
                .containsExactly(
                        new DropIndex(TableName.of("app", "i"), true, true, true),
                        new DropIndex(TableName.of("j"), true, true, true));
    }

    @Test
    void typesSequencesAndViewsAreKnown() {
        TableName mood = TableName.of("mood");
        SqlStatement sequence =
                statement("CREATE SEQUENCE IF NOT EXISTS app.s AS bigint INCREMENT BY 10 OWNED BY t.id");
        SqlStatement owned = statement("ALTER SEQUENCE s OWNED BY NONE");
        SqlStatement view = statement("CREATE OR REPLACE RECURSIVE VIEW v (n) AS SELECT 1");
        SqlStatement materialized = statement("CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1 WITH NO DATA");

        assertThat(read("CREATE TYPE mood AS ENUM ('sad', 'it''s', E'o\\tk', $$x$$)"))
                .containsExactly(
                        new CreateEnum(new EnumType(mood, List.of("sad", "it's", "o\tk", "x"), Optional.empty())));
        assertThat(read("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'meh' AFTER 'ok'"))
                .containsExactly(new AddEnumValue(mood, "meh", true, Optional.empty(), Optional.of("ok")));
        assertThat(read("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'"))
                .containsExactly(new RenameEnumValue(mood, "sad", "blue"));
        assertThat(read("ALTER TYPE mood RENAME TO a")).containsExactly(new RenameType(mood, A));
        assertThat(read("DROP TYPE IF EXISTS mood CASCADE")).containsExactly(new DropType(mood, true, true));
        assertThat(DdlReader.read(sequence))
                .containsExactly(new CreateSequence(TableName.of("app", "s"), true, sequence));
        assertThat(DdlReader.read(owned)).containsExactly(new ChangeSequence(TableName.of("s"), owned));
        assertThat(read("DROP SEQUENCE s")).containsExactly(new DropSequence(TableName.of("s"), false, false));
        assertThat(DdlReader.read(view)).containsExactly(new CreateView(TableName.of("v"), false, true, false, view));
        assertThat(DdlReader.read(materialized))
                .containsExactly(new CreateView(TableName.of("v"), true, false, true, materialized));
        assertThat(read("DROP MATERIALIZED VIEW v"))
                .containsExactly(new DropView(TableName.of("v"), true, false, false));
        assertThat(read("DROP TABLE IF EXISTS a, b.c, \"D e\" CASCADE"))
                .containsExactly(
                        new DropTable(TableName.of("a"), true, true),
                        new DropTable(TableName.of("b", "c"), true, true),
                        new DropTable(TableName.of("D e"), true, true));
    }

    @Test
    void commentsAreRead() {
        assertThat(read("COMMENT ON COLUMN app.users.email IS E'it''s \\n an \\u00e9mail'"))
                .containsExactly(new CommentOnColumn(
                        TableName.of("app", "users"), SqlName.of("email"), Optional.of("it's \n an émail")));
        assertThat(read("COMMENT ON TABLE t IS NULL")).containsExactly(new CommentOnTable(T, Optional.empty()));
        assertThat(read("COMMENT ON TABLE t IS ''")).containsExactly(new CommentOnTable(T, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE t (a int)",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TABLE t (a) AS SELECT 1",
                "CREATE TABLE db.app.t (a int)",
                "CREATE TABLE t (a int, b SETOF int)",
                "CREATE TYPE addr AS (street text)",
                "CREATE TYPE shell",
                "CREATE FOREIGN TABLE t (a int) SERVER s",
                "CREATE TEMP VIEW v AS SELECT 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
                "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b",
                "ALTER TABLE m DETACH PARTITION p FINALIZE",
                "ALTER TABLE t ADD COLUMN a int, REPACK",
                "ALTER TABLE t ALTER COLUMN a TYPE int%TYPE",
                "ALTER INDEX i ATTACH PARTITION j",
                "ALTER SEQUENCE s RENAME TO u",
                "ALTER VIEW v RENAME TO w",
                "ALTER TYPE addr ADD ATTRIBUTE a int",
                "COMMENT ON CONSTRAINT c ON t IS 'x'",
                "COMMENT ON TABLE t IS U&'x' UESCAPE '!'",
                "DROP FUNCTION f",
                "INSERT INTO t VALUES (1)",
                "SELECT 1",
                "VACUUM",
            })
    void whatIsNotKnownIsEmpty(String sql) {
        assertThat(read(sql)).isEmpty();
    }

    private static Table table(String sql) {
        List<Operation> operations = read(sql);
        assertThat(operations).hasSize(1);
        return ((CreateTable) operations.get(0)).table();
    }

    private static List<Operation> read(String sql) {
        return DdlReader.read(statement(sql));
    }

    private static SqlStatement statement(String sql) {
        return SqlStatement.of("test", sql, SqlSyntax.POSTGRESQL);
    }
}
