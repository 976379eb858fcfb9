package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.RichDatabase;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.Session;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Which part of a database is read, under which settings, and at which price. */
@ParameterizedClass
@MethodSource("databases")
class PostgresqlIntrospectionScopeTest {

    private static final String OURS = "SELECT count(*) FROM pg_stat_statements(true) AS seen WHERE seen.dbid ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND seen.query ~ '^(SELECT|WITH)' AND seen.query !~ 'pg_stat_statements'";

    private final RichDatabase rich;

    PostgresqlIntrospectionScopeTest(RichDatabase rich) {
        this.rich = rich;
    }

    static Stream<RichDatabase> databases() {
        return Stream.of(14, 17, 18).map(RichDatabase::on);
    }

    @Test
    void aTableBringsItsNeighboursItsFamilyAndItsOnlookers() {
        Schema schema = rich.read("shop.purchase");

        assertThat(tables(schema)).contains("shop.purchase", "shop.customer", "shop.note");
        assertThat(tables(schema))
                .doesNotContain("shop.event", "archive.customer", "shop.animal", "shop.far_away", "segue.revision");
        assertThat(schema.views())
                .extracting(view -> view.name().toString())
                .contains("shop.customer_names", "shop.name_count", "shop.short_names")
                .doesNotContain("shop.how_many", "archive.customer_names");
        assertThat(schema.sequences())
                .extracting(sequence -> sequence.name().toString())
                .containsExactly("shop.customer_code_seq", "shop.customer_id_seq", "shop.purchase_serial_number_seq");
        assertThat(schema.enums()).extracting(type -> type.name().toString()).containsExactly("shop.mood", "shop.size");
    }

    @Test
    void anIndexStandsForItsTableAndAnEnumForThoseThatUseIt() {
        assertThat(tables(rich.read("shop.far_away_failed"))).containsExactly("shop.far_away");
        assertThat(tables(rich.read("shop.size"))).contains("shop.customer");
        assertThat(rich.read("shop.unused").enums()).hasSize(1);
        assertThat(rich.read("shop.unused").tables()).isEmpty();
        assertThat(rich.read("shop.ticket").sequences()).hasSize(1);
        assertThat(rich.read("shop.short_names").views()).hasSize(2);
    }

    @Test
    void theWholeDatabaseIsWithoutWhatBelongsToTheSystemAndToSegue() {
        List<String> tables = tables(rich.read());

        assertThat(tables).contains("archive.customer", "shop.customer", "shop.\"ALL\"");
        assertThat(tables).noneMatch(name -> name.startsWith("segue") || name.startsWith("pg_"));
        assertThat(tables(rich.read("segue_trash.gone"))).containsExactly("segue_trash.gone");
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        Schema schema = rich.read("shop.nothing", "nowhere.customer", "pg_catalog.pg_class", "shop.note");

        assertThat(tables(schema)).contains("shop.note").doesNotContain("pg_catalog.pg_class");
    }

    @Test
    void aNameWithoutASchemaIsLookedForInTheSearchPathOfTheSession() {
        try (TestDatabase database = rich.server().database()) {
            database.execute(
                    "CREATE SCHEMA first",
                    "CREATE SCHEMA second",
                    "CREATE TABLE second.here (id int)",
                    "CREATE TABLE public.here (id int)",
                    "ALTER DATABASE " + database.name() + " SET search_path = first, second, public, missing");

            Schema schema = read(database, "here");

            assertThat(tables(schema)).containsExactly("second.here");
            assertThat(schema.searchPath())
                    .containsExactly(SqlName.of("first"), SqlName.of("second"), SqlName.of("public"));
            assertThat(schema.table(TableName.of("here"))).isPresent();
        }
    }

    /** Operators of the user's own that fit better than those of the server, and settings that change what it prints. */
    @Test
    void nothingThatAUserHasMadeOrSetChangesWhatIsRead() {
        try (TestDatabase database = rich.server().database()) {
            database.execute(
                    "CREATE TABLE public.plain (id int DEFAULT 1 CHECK (id > 0), \"at\" timestamptz DEFAULT '2020-01-02 00:00+00')",
                    "CREATE INDEX ON public.plain (abs(id))");
            Schema before = read(database);
            database.execute(
                    "CREATE SCHEMA evil",
                    "CREATE FUNCTION evil.never(name, text) RETURNS bool LANGUAGE sql AS 'SELECT false'",
                    "CREATE FUNCTION evil.never(oid, oid) RETURNS bool LANGUAGE sql AS 'SELECT false'",
                    "CREATE FUNCTION evil.never(name, name) RETURNS bool LANGUAGE sql AS 'SELECT false'",
                    "CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = name, RIGHTARG = text)",
                    "CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = oid, RIGHTARG = oid)",
                    "CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = name, RIGHTARG = name)",
                    "CREATE FUNCTION evil.current_schemas(bool) RETURNS name[] LANGUAGE sql AS 'SELECT NULL::name[]'",
                    "CREATE TABLE evil.pg_class (oid oid)",
                    "CREATE TYPE evil.text AS ENUM ('x')",
                    "ALTER DATABASE " + database.name() + " SET search_path = evil, pg_catalog, public",
                    "ALTER DATABASE " + database.name() + " SET quote_all_identifiers = on",
                    "ALTER DATABASE " + database.name() + " SET intervalstyle = 'iso_8601'",
                    "ALTER DATABASE " + database.name() + " SET timezone = 'Asia/Colombo'");

            assertThat(read(database, "plain").tables()).isEqualTo(before.tables());
            assertThat(tables(read(database))).containsExactly("evil.pg_class", "public.plain");
        }
    }

    @Test
    void aTemporaryTableIsNotTakenForTheOneBehindIt() {
        try (TestDatabase database = rich.server().database()) {
            database.execute("CREATE TABLE hidden (id int)");
            PostgresqlDialect dialect = new PostgresqlDialect();
            try (Session session = dialect.connect(RichDatabase.connections(database, user(), password()))) {
                session.execute("CREATE TEMPORARY TABLE hidden (other int)");

                assertThat(dialect.introspect(session, Set.of(TableName.of("hidden")))
                                .tables())
                        .isEmpty();
                assertThat(dialect.introspect(session, Set.of(TableName.of("public", "hidden")))
                                .tables())
                        .hasSize(1);
            }
        }
    }

    @Test
    void theSessionIsLeftAsItWas() {
        PostgresqlDialect dialect = new PostgresqlDialect();
        try (Session session = dialect.connect(RichDatabase.connections(rich.database(), user(), password()))) {
            session.execute("SET search_path = archive, shop");
            session.execute("SET intervalstyle = 'iso_8601'");

            dialect.introspect(session, Set.of(TableName.of("customer")));

            assertThat(session.isInTransaction()).isFalse();
            assertThat(session.query(
                            "SELECT concat_ws('|', current_setting('search_path'), current_setting('intervalstyle'),"
                                    + " current_setting('transaction_read_only')) AS settings",
                            row -> row.text("settings")))
                    .containsExactly("archive, shop|iso_8601|off");
        }
    }

    @Test
    void aRoleThatMayDoNothingReadsTheSame() {
        rich.database().execute("CREATE ROLE nobody LOGIN PASSWORD 'nobody'");

        Schema seen = RichDatabase.read(rich.database(), "nobody", "nobody");

        assertThat(seen.tables()).isEqualTo(rich.read().tables());
        assertThat(seen.views()).isEqualTo(rich.read().views());
    }

    @Test
    void aThousandTablesTakeAsManyQueriesAsOne() {
        try (TestDatabase database = rich.server().database()) {
            database.execute("CREATE EXTENSION pg_stat_statements");
            database.execute(IntStream.range(0, 1000)
                    .mapToObj(number -> "CREATE TABLE t" + number
                            + " (id bigint PRIMARY KEY, name text NOT NULL, parent bigint REFERENCES t"
                            + Math.max(0, number - 1) + ", amount numeric CHECK (amount > 0)); CREATE INDEX ON t"
                            + number
                            + " (parent, lower(name))")
                    .toArray(String[]::new));
            database.text("SELECT count(*) FROM (SELECT pg_stat_statements_reset()) AS forgotten");
            Schema one = read(database, "t0");
            long queriesForOne = Long.parseLong(database.text(OURS));
            database.text("SELECT count(*) FROM (SELECT pg_stat_statements_reset()) AS forgotten");
            Schema all = read(database);
            long queriesForAll = Long.parseLong(database.text(OURS));

            assertThat(one.tables()).hasSize(2);
            assertThat(all.tables()).hasSize(1000);
            assertThat(all.tables()).allSatisfy(table -> {
                assertThat(table.columns()).hasSize(4);
                assertThat(table.indexes()).hasSize(2);
                assertThat(table.constraints()).hasSize(3);
            });
            assertThat(queriesForOne).isEqualTo(11);
            assertThat(queriesForAll).isEqualTo(11);
        }
    }

    private Schema read(TestDatabase database, String... names) {
        return RichDatabase.read(database, user(), password(), names);
    }

    private String user() {
        return server().user();
    }

    private String password() {
        return server().password();
    }

    private EmbeddedPostgres server() {
        return rich.server().embedded();
    }

    private static List<String> tables(Schema schema) {
        return schema.tables().stream()
                .map(Table::name)
                .map(TableName::toString)
                .toList();
    }
}
