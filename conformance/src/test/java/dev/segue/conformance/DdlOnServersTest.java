package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.ddl.ColumnReferences;
import dev.segue.ddl.DdlReader;
import dev.segue.ddl.DdlWriter;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.operation.CreateTable;
import dev.segue.operation.Operation;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written, judged by servers. */
class DdlOnServersTest {

    private static final String SYNTAX_ERROR = "42601";

    private static final String COLUMNS = """
            SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                             a.attgenerated, a.attstorage, a.attcompression, c.collname, pg_get_expr(d.adbin, d.adrelid))
              FROM pg_attribute a
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_collation c ON c.oid = a.attcollation
             WHERE a.attrelid = 'subject'::regclass AND a.attnum > 0
             ORDER BY a.attnum
            """;

    private static final String CONSTRAINTS = """
            SELECT conname || ' ' || pg_get_constraintdef(oid)
              FROM pg_constraint
             WHERE conrelid = 'subject'::regclass
             ORDER BY conname
            """;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE subject (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 5) PRIMARY KEY, a text NOT NULL UNIQUE)",
            "CREATE TABLE subject (a int DEFAULT 5 CONSTRAINT x CHECK (a > 0) NO INHERIT, b text COLLATE \"C\" DEFAULT 'x''y')",
            "CREATE TABLE subject (a int, b int GENERATED ALWAYS AS (a * 2) STORED, UNIQUE (a, b) DEFERRABLE)",
            "CREATE TABLE subject (a timestamptz DEFAULT (now() AT TIME ZONE 'utc'), b text DEFAULT 'a' || 'b' NOT NULL)",
            "CREATE TABLE subject (a int REFERENCES other ON DELETE CASCADE INITIALLY DEFERRED, CHECK (a > 0 OR a IS NULL))",
            "CREATE TABLE subject (a int, during int4range, EXCLUDE USING gist (during WITH &&) WHERE (a > 0))",
            "CREATE TABLE subject (a text STORAGE EXTERNAL COMPRESSION pglz, b serial, c \"char\" DEFAULT 'x')",
            "CREATE TABLE subject (a mood DEFAULT 'ok', b \"Mixed Case\"[], \"Select\" int CHECK (\"Select\" IN (1, 2)))",
            "CREATE UNLOGGED TABLE subject (a int[] DEFAULT ARRAY[1, 2], b jsonb DEFAULT '{}'::jsonb NOT NULL)",
            "CREATE TABLE subject (a int, b date, PRIMARY KEY (a, b)) PARTITION BY RANGE (b)");

    private static final List<String> TYPES = List.of(
                    "int, int2, int4, int8, integer, smallint, bigint, int[], int[3][], int ARRAY, int ARRAY[4]"
                            .split(", "),
                    "float, float(1), float(24), float(25), float(53), real, float4, float8, double precision"
                            .split(", "),
                    "numeric, decimal, dec, bool, boolean, text, uuid, json, jsonb, bytea, date, xml, money, oid"
                            .split(", "),
                    "varchar, varchar(5), character varying (5), char, char(3), character(2), bpchar, bpchar(4)"
                            .split(", "),
                    "nchar, nchar varying(3), national char(2), national character varying(4), \"char\", name"
                            .split(", "),
                    "bit, bit(3), bit varying, bit varying(4), varbit, varbit(5), cidr, inet, macaddr, tsvector"
                            .split(", "),
                    "timestamp, timestamp(3), timestamptz, timestamptz(0), timestamp with time zone, timetz"
                            .split(", "),
                    "timestamp(2) without time zone, time, time(3), time with time zone, timetz(2)[]".split(", "),
                    "interval, interval(3), interval year, interval year to month, interval day to second".split(", "),
                    "interval second(3), interval day to second(2), interval hour to minute, INTERVAL MONTH"
                            .split(", "),
                    "mood, MOOD, \"mood\", \"Mixed Case\", mood[], public.mood, pg_catalog.int4, pg_catalog.varchar"
                            .split(", "),
                    "pg_catalog.timestamptz, pg_catalog.\"char\", pg_catalog.text, \"int4\", \"timestamptz\""
                            .split(", "),
                    "pg_catalog.timestamp, pg_catalog.bool[], \"varchar\"(3), int4range, pg_catalog.interval"
                            .split(", "))
            .stream()
            .flatMap(Arrays::stream)
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18})
    void whatIsWrittenParsesWhereTheOriginalDoes(int version) throws SQLException, IOException {
        Map<String, String> refused = new LinkedHashMap<>();
        int parsed = 0;

        try (EmbeddedPostgres server =
                        EmbeddedPostgres.builder().version(version).start();
                Connection connection = connect(server)) {
            for (SqlStatement statement : known()) {
                if (syntaxError(connection, statement.text()).isPresent()) {
                    continue;
                }
                for (SqlStatement written : written(statement)) {
                    parsed++;
                    syntaxError(connection, written.text()).ifPresent(error -> refused.put(written.text(), error));
                }
            }
        }

        assertThat(refused).isEmpty();
        assertThat(parsed).isGreaterThan(100);
    }

    @Test
    void aTableThatIsWrittenIsTheTableThatWasRead() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().version(18).start();
                Connection connection = connect(server);
                Statement sql = connection.createStatement()) {
            prepare(sql);
            for (String original : TABLES) {
                CreateTable read =
                        (CreateTable) DdlReader.read(statement(original)).get(0);
                List<String> expected = pictureOf(sql, List.of(statement(original)));

                List<String> actual =
                        pictureOf(sql, DdlWriter.write(new CreateTable(read.table(), false, Optional.empty())));

                assertThat(actual).as(original).isEqualTo(expected);
            }
        }
    }

    @Test
    void typesAreSpeltAsTheServerPrintsThem() throws SQLException {
        Map<String, String> printed = new LinkedHashMap<>();
        Map<String, String> read = new LinkedHashMap<>();

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().version(18).start();
                Connection connection = connect(server);
                Statement sql = connection.createStatement()) {
            prepare(sql);
            for (String type : TYPES) {
                sql.execute("CREATE TABLE subject (a " + type + ")");
                printed.put(
                        type,
                        lines(
                                        sql,
                                        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                                                + " WHERE attrelid = 'subject'::regclass AND attnum = 1")
                                .get(0));
                read.put(type, DdlReader.type(type).orElseThrow().text());
                sql.execute("DROP TABLE subject");
            }
        }

        // The server leaves out a schema that it looks into anyway.
        printed.put("public.mood", "public.mood");
        assertThat(read).isEqualTo(printed);
    }

    @Test
    void columnsAreRenamedAsTheServerRenamesThem() throws SQLException {
        List<String> conditions = List.of(
                "a > 0 AND width > a",
                "lower(name) = 'a'",
                "(a)::text <> 'a'::text",
                "a = ANY (ARRAY[1, 2, width])",
                "date '2026-01-01' < ts",
                "extract(year FROM ts) > a",
                "ts AT TIME ZONE 'utc' > timestamp '2026-01-01'",
                "CASE WHEN a > 1 THEN width ELSE a END > 0",
                "name COLLATE \"C\" > 'a'",
                "name LIKE 'a!%' ESCAPE '!'",
                "a BETWEEN width AND 5",
                "a IS DISTINCT FROM width",
                "position('a' in name) > a",
                "substring(name from a for 2) = 'x'",
                "(place).a = a",
                "list[a] > 0",
                "\"A\" > a",
                "coalesce(a, width) > 0",
                "ts > interval '1' day + ts",
                "a OPERATOR(pg_catalog.+) width > 0",
                "f(a => width, width => a) > 0",
                "ROW(a, width) = ROW(1, 2)",
                "name SIMILAR TO 'a'",
                "name IS NOT NULL AND name ~ 'a'",
                "nullif(a, width) IS NULL",
                "a::double precision > width::numeric(10,2)",
                "name IS NFC NORMALIZED",
                "doc IS JSON OBJECT",
                "doc::jsonb -> 'a' IS NOT NULL",
                "trim(both 'a' from name) <> ''",
                "overlay(name placing 'a' from a) = ''",
                "doc::jsonb @? '$.a'",
                "greatest(a, width) > least(a, 1)");
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> actual = new LinkedHashMap<>();

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().version(18).start();
                Connection connection = connect(server);
                Statement sql = connection.createStatement()) {
            prepare(sql);
            for (String condition : conditions) {
                sql.execute("CREATE TABLE subject (a int, \"A\" int, width int, name text, ts timestamptz, place spot,"
                        + " list int[], doc text, CONSTRAINT a CHECK (" + condition + "))");
                sql.execute(
                        "CREATE INDEX a ON subject (a, (CASE WHEN a > 1 THEN width ELSE a END) DESC, lower(name) text_pattern_ops)"
                                + " INCLUDE (width, list) WHERE a > width");
                sql.execute("CREATE STATISTICS a (ndistinct) ON a, (a + width), name FROM subject");
                sql.execute("CREATE TRIGGER a BEFORE UPDATE OF width, a ON subject FOR EACH ROW"
                        + " WHEN (old.a IS DISTINCT FROM new.a) EXECUTE FUNCTION g('a')");
                List<String> before = definitions(sql);
                sql.execute("ALTER TABLE subject RENAME COLUMN a TO \"a b\"");
                expected.put(condition, String.join("\n", definitions(sql)));
                actual.put(
                        condition,
                        String.join(
                                "\n",
                                before.stream().map(DdlOnServersTest::renamed).toList()));
                sql.execute("DROP TABLE subject");
            }
        }

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void namesAreQuotedAsTheServerQuotesThem() throws SQLException {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> actual = new LinkedHashMap<>();

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().version(18).start();
                Connection connection = connect(server);
                Statement sql = connection.createStatement()) {
            for (String word : lines(
                    sql,
                    "SELECT word FROM pg_get_keywords() UNION SELECT unnest(ARRAY['a', 'A', 'a b', 'a\"b', 'a$', '1a', 'ä'])")) {
                SqlName name = SqlName.of(word);
                expected.put(
                        word, lines(sql, "SELECT quote_ident('" + word + "')").get(0));
                actual.put(word, ColumnReferences.in(SqlExpression.of("x")).renamed(Map.of(SqlName.of("x"), name)));
            }
        }

        assertThat(actual).isEqualTo(expected);
    }

    private static String renamed(String definition) {
        return ColumnReferences.inDefinition(definition).renamed(Map.of(SqlName.of("a"), SqlName.of("a b")));
    }

    private static List<String> definitions(Statement sql) throws SQLException {
        List<String> definitions = new ArrayList<>();
        definitions.addAll(
                lines(sql, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'subject'::regclass"));
        definitions.addAll(lines(sql, "SELECT pg_get_indexdef('a'::regclass)"));
        definitions.addAll(lines(sql, "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxname = 'a'"));
        definitions.addAll(
                lines(sql, "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'subject'::regclass"));
        return definitions;
    }

    private static void prepare(Statement sql) throws SQLException {
        sql.execute("CREATE TABLE other (id int PRIMARY KEY)");
        sql.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
        sql.execute("CREATE TYPE \"Mixed Case\" AS ENUM ('x')");
        sql.execute("CREATE TYPE spot AS (a int, b int)");
        sql.execute("CREATE FUNCTION f(a int, width int) RETURNS int IMMUTABLE LANGUAGE sql RETURN a + width");
        sql.execute("CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'");
        sql.execute("SET search_path = public");
    }

    private static List<String> pictureOf(Statement sql, List<SqlStatement> statements) throws SQLException {
        for (SqlStatement statement : statements) {
            sql.execute(statement.text());
        }
        List<String> picture = new ArrayList<>(lines(sql, COLUMNS));
        picture.addAll(lines(sql, CONSTRAINTS));
        picture.addAll(
                lines(
                        sql,
                        "SELECT relpersistence::text || coalesce(pg_get_partkeydef(oid), '') FROM pg_class WHERE oid = 'subject'::regclass"));
        sql.execute("DROP TABLE subject");
        return picture;
    }

    private static List<String> lines(Statement sql, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    /** Asks the server to parse it, and to do nothing with it. */
    private static Optional<String> syntaxError(Connection connection, String text) {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.getParameterMetaData();
            return Optional.empty();
        } catch (SQLException refusal) {
            // Names that do not exist are looked up by the server behind the parser.
            return SYNTAX_ERROR.equals(refusal.getSQLState())
                    ? Optional.of(String.valueOf(refusal.getMessage()))
                    : Optional.empty();
        }
    }

    private static List<SqlStatement> written(SqlStatement statement) {
        List<SqlStatement> written = new ArrayList<>();
        for (Operation operation : DdlReader.read(statement)) {
            written.addAll(DdlWriter.write(operation));
            if (operation instanceof CreateTable create) {
                written.addAll(DdlWriter.write(new CreateTable(create.table(), false, Optional.empty())));
            }
        }
        return written;
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private static List<SqlStatement> known() throws IOException {
        Path list = Path.of("..", "core", "src", "test", "resources", "dev", "segue", "ddl", "known.txt");
        return Arrays.stream(Files.readString(list).split("\\R----\\R"))
                .map(DdlOnServersTest::statement)
                .toList();
    }

    private static SqlStatement statement(String text) {
        return SqlStatement.of("test", text, SqlSyntax.POSTGRESQL);
    }
}
