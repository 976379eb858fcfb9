package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherToolTest {

    private static final String FLYWAY_HISTORY =
            "CREATE TABLE flyway_schema_history (installed_rank int, version varchar(50), success boolean)";

    @TempDir
    private Path project;

    @Test
    void whatFlywayHasRunIsNotRunASecondTime() throws Exception {
        write("V1__a.sql", "INSERT INTO a VALUES (2);");
        write("V1.2__b.sql", "CREATE TABLE b (x int);");
        write("V2__c.sql", "CREATE TABLE c (x int);");
        inDatabase(
                "CREATE TABLE a (x int)",
                FLYWAY_HISTORY,
                "INSERT INTO flyway_schema_history VALUES (1, '1', true), (2, '1.2', true), (3, NULL, true), (4, '2', false)");

        Problem refused = problemOf(() -> segue().upgrade("heads"));
        Problem refusedPlan = problemOf(() -> segue().planUpgrade("heads"));

        assertThat(refused.code().code()).isEqualTo("JO104");
        assertThat(refused.headline())
                .startsWith(
                        "the table flyway_schema_history says that flyway has brought this database to version 1.2,");
        assertThat(refused.remedy()).contains("`segue stamp 1.2`");
        assertThat(refusedPlan).isEqualTo(refused);
        assertThat(segue().status().applied()).isEmpty();

        segue().stamp(List.of("1.2"));

        assertThat(segue().upgrade("heads").revisions())
                .extracting(id -> id.value())
                .containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            000007_a.up.sql      | schema_migrations          | version    | 7              | 000007
            20240101120000_a.sql | schema_migrations          | version    | 20240101120000 | 20240101120000
            00007_a.sql          | goose_db_version           | version_id | 7              | 00007
            2024-01-01-120000_a/up.sql | __diesel_schema_migrations | version | 20240101120000 | 20240101120000
            """)
    void theRevisionToStampIsNamedAsTheFilesNameIt(String file, String table, String column, String version, String id)
            throws Exception {
        write(file, "-- migrate:up\n-- +goose Up\nCREATE TABLE a (x int);".replace(markOfAnother(table), "-- ..."));
        inDatabase(
                "CREATE TABLE " + table + " (" + column + " varchar(50))",
                "INSERT INTO " + table + " VALUES ('" + version + "')");

        Problem refused = problemOf(() -> segue().upgrade("heads"));

        assertThat(refused.code().code()).isEqualTo("JO104");
        assertThat(refused.remedy()).contains("`segue stamp " + id + "`");
    }

    @Test
    void aTableThatNamesNoVersionIsInNobodysWay() throws Exception {
        write("V1__a.sql", "CREATE TABLE a (x int);");
        inDatabase(FLYWAY_HISTORY, "INSERT INTO flyway_schema_history VALUES (1, NULL, true)");

        assertThat(segue().upgrade("heads").revisions()).hasSize(1);
    }

    @Test
    void aTableOfThatNameWithoutVersionsIsSomebodyElses() throws Exception {
        write("000007_a.up.sql", "CREATE TABLE a (x int);");
        inDatabase("CREATE TABLE schema_migrations (id int)", "INSERT INTO schema_migrations VALUES (7)");

        assertThat(segue().upgrade("heads").revisions()).hasSize(1);
    }

    @Test
    void aVersionThatIsWrittenInAnotherWayIsNotRunASecondTime() throws Exception {
        write("V002__a.sql", "CREATE TABLE IF NOT EXISTS a (x int);");
        segue().upgrade("heads");
        Files.move(project.resolve("migrations/V002__a.sql"), project.resolve("migrations/V2.0__a.sql"));

        Problem refused = problemOf(() -> segue().upgrade("heads"));

        assertThat(refused.code().code()).isEqualTo("JO105");
        assertThat(refused.headline())
                .startsWith("revision 002 is applied, and 2.0 in migrations/V2.0__a.sql is the same");
    }

    @Test
    void filesOfSeguesOwnDoNotCareForTheTablesOfOtherTools() throws Exception {
        write("a.sql", """
                -- segue:revision aaaa0001
                -- segue:upgrade
                CREATE TABLE a (x int);
                -- segue:downgrade
                DROP TABLE a;
                """);
        inDatabase(FLYWAY_HISTORY, "INSERT INTO flyway_schema_history VALUES (1, '1', true)");

        assertThat(segue().upgrade("heads").revisions()).hasSize(1);
    }

    private static String markOfAnother(String table) {
        return table.startsWith("goose") ? "-- migrate:up" : "-- +goose Up";
    }

    private static Problem problemOf(Runnable action) {
        return catchThrowableOfType(SegueException.class, action::run).problem();
    }

    private Segue segue() {
        return Segue.builder().database(jdbcUrl(), "", "").project(project).build();
    }

    private String jdbcUrl() {
        return "jdbc:sqlite:" + project.resolve("app.db");
    }

    private void inDatabase(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve("migrations").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
