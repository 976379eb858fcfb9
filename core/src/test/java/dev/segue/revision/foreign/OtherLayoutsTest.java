package dev.segue.revision.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.ExecuteSql;
import dev.segue.problem.Problem;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherLayoutsTest {

    @TempDir
    Path project;

    @Test
    void pairsOfGolangMigrate() {
        List<Revision> revisions = migrations()
                .with("000002_add_orders.up.sql", "CREATE TABLE orders (id int)")
                .with("000001_add_users.up.sql", "CREATE TABLE users (id int); SELECT 1;")
                .with("000001_add_users.down.sql", "DROP TABLE users")
                .read(golangMigrate())
                .revisions();

        assertThat(revisions).extracting(revision -> revision.id().value()).containsExactly("000001", "000002");
        assertThat(revisions).extracting(Revision::message).containsExactly("add users", "add orders");
        assertThat(revisions.get(1).parents()).containsExactly(new RevisionId("000001"));
        assertThat(Migrations.up(revisions.get(0))).containsExactly("CREATE TABLE users (id int)", "SELECT 1");
        assertThat(Migrations.down(revisions.get(0))).containsExactly("DROP TABLE users");
        assertThat(downgrade(revisions.get(1)))
                .isEqualTo(new Downgrade.Irreversible("no undo script: 000002_add_orders.down.sql does not exist"));
    }

    @Test
    void anEditOfEitherHalfShows() {
        migrations().with("1_a.up.sql", "SELECT 1").with("1_a.down.sql", "SELECT 2");
        String before = only(golangMigrate()).source().fingerprint();
        String checksum = only(golangMigrate()).source().checksum();

        migrations().with("1_a.down.sql", "SELECT 3");

        assertThat(only(golangMigrate()).source().fingerprint()).isNotEqualTo(before);
        assertThat(only(golangMigrate()).source().checksum()).isNotEqualTo(checksum);
    }

    @Test
    void theHalfThatWasEditedIsNamed() {
        migrations().with("1_a.up.sql", "SELECT 1");
        String alone = only(golangMigrate()).source().fingerprint();
        migrations().with("1_a.down.sql", "SELECT 2");
        String before = only(golangMigrate()).source().fingerprint();

        migrations().with("1_a.down.sql", "SELECT 3");
        String down = only(golangMigrate()).source().editedSince(before);
        String added = only(golangMigrate()).source().editedSince(alone);
        migrations().with("1_a.up.sql", "SELECT 4");
        String both = only(golangMigrate()).source().editedSince(before);

        assertThat(down).isEqualTo("migrations/1_a.down.sql");
        assertThat(added).isEqualTo("migrations/1_a.down.sql");
        assertThat(both).isEqualTo("migrations/1_a.up.sql and migrations/1_a.down.sql");
    }

    @Test
    void aHalfThatIsGoneCannotBeNamed() throws IOException {
        migrations().with("1_a.up.sql", "SELECT 1").with("1_a.down.sql", "SELECT 2");
        String before = only(golangMigrate()).source().fingerprint();

        Files.delete(project.resolve("migrations/1_a.down.sql"));

        assertThat(only(golangMigrate()).source().editedSince(before)).isEqualTo("migrations/1_a.up.sql");
    }

    @Test
    void sectionsOfDbmate() {
        Revision revision = migrations()
                .with("20261121143205_add_users.sql", """
                        -- a comment
                        -- migrate:up transaction:false
                        CREATE TABLE users (id int);
                          CREATE INDEX ON users (id);

                        --  migrate:down
                        DROP TABLE users
                        """)
                .read(dbmate())
                .revisions()
                .get(0);

        assertThat(revision.id()).isEqualTo(new RevisionId("20261121143205"));
        assertThat(revision.message()).isEqualTo("add users");
        assertThat(Migrations.up(revision))
                .containsExactly("CREATE TABLE users (id int)", "CREATE INDEX ON users (id)");
        assertThat(Migrations.down(revision)).containsExactly("DROP TABLE users");
        assertThat(revision.source().content().upgradeWish()).isEqualTo(TransactionWish.NONE);
        assertThat(revision.source().content().downgradeWish()).isEqualTo(TransactionWish.DEFAULT);
        ExecuteSql index = (ExecuteSql) revision.source().content().upgrade().get(1);
        assertThat(index.statement().position()).hasToString("4:3");
    }

    @Test
    void sectionsOfGoose() {
        Revision revision = migrations()
                .with("00001_add_users.sql", """
                        -- +goose NO TRANSACTION
                        -- +goose Up
                        CREATE TABLE users (id int);
                        -- +goose StatementBegin
                        CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
                        BEGIN
                          RETURN 1;
                        END $$;
                        -- +goose StatementEnd
                        SELECT 1;

                        -- +goose Down
                        DROP FUNCTION f;
                        DROP TABLE users;
                        """)
                .read(goose())
                .revisions()
                .get(0);

        assertThat(revision.id()).isEqualTo(new RevisionId("00001"));
        assertThat(Migrations.up(revision)).hasSize(3);
        assertThat(Migrations.down(revision)).containsExactly("DROP FUNCTION f", "DROP TABLE users");
        assertThat(revision.source().content().upgradeWish()).isEqualTo(TransactionWish.NONE);
    }

    @Test
    void aSectionThatIsNotThereMeansNoWayBack() {
        migrations().with("1_a.sql", "-- migrate:up\nSELECT 1;\n-- +goose Up\n");

        assertThat(downgrade(only(dbmate())))
                .isEqualTo(new Downgrade.Irreversible("no undo script: the section -- migrate:down does not exist"));
    }

    @Test
    void foldersOfDiesel() {
        List<Revision> revisions = migrations()
                .with("2026-11-21-143205_add_users/up.sql", "CREATE TABLE users (id int)")
                .with("2026-11-21-143205_add_users/down.sql", "DROP TABLE users")
                .with("2026-11-22-000000_index/up.sql", "CREATE INDEX CONCURRENTLY ON users (id)")
                .with("2026-11-22-000000_index/metadata.toml", "run_in_transaction = false\n")
                .with("00000000000000_diesel_initial_setup/up.sql", "SELECT 1")
                .with("00000000000000_diesel_initial_setup/down.sql", "SELECT 2")
                .read(diesel())
                .revisions();

        assertThat(revisions)
                .extracting(revision -> revision.id().value())
                .containsExactly("00000000000000", "20261121143205", "20261122000000");
        assertThat(revisions)
                .extracting(Revision::message)
                .containsExactly("diesel initial setup", "add users", "index");
        assertThat(Migrations.down(revisions.get(1))).containsExactly("DROP TABLE users");
        assertThat(revisions.get(1).source().content().upgradeWish()).isEqualTo(TransactionWish.DEFAULT);
        assertThat(revisions.get(2).source().content().upgradeWish()).isEqualTo(TransactionWish.NONE);
        assertThat(downgrade(revisions.get(2)))
                .isEqualTo(new Downgrade.Irreversible("no undo script: down.sql does not exist"));
        assertThat(revisions.get(2).source().location()).isEqualTo("migrations/2026-11-22-000000_index/up.sql");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    golang-migrate | RV241 | 1_a.sql             | SELECT 1
                    golang-migrate | RV241 | a.up.sql            | SELECT 1
                    golang-migrate | RV246 | 1_a.down.sql        | SELECT 1
                    golang-migrate | RV243 | 1_a.up.sql 01_b.up.sql | SELECT 1
                    dbmate         | RV241 | a.sql               | -- migrate:up
                    dbmate         | RV245 | 1_a.sql             | SELECT 1
                    dbmate         | RV245 | 1_a.sql             | SELECT 1;~-- migrate:up
                    dbmate         | RV245 | 1_a.sql             | -- migrate:down~-- migrate:up
                    dbmate         | RV245 | 1_a.sql             | -- migrate:up~-- migrate:up
                    dbmate         | RV245 | 1_a.sql             | -- migrate:up transaction:maybe
                    dbmate         | RV243 | 1_a.sql 1_b.sql     | -- migrate:up
                    goose          | RV241 | a.sql               | -- +goose Up
                    goose          | RV242 | 1_a.go              | package migrations
                    goose          | RV245 | 1_a.sql             | SELECT 1
                    goose          | RV245 | 1_a.sql             | SELECT 1;~-- +goose Up
                    goose          | RV245 | 1_a.sql             | -- +goose Down~-- +goose Up
                    goose          | RV245 | 1_a.sql             | -- +goose Up~-- +goose Up
                    goose          | RV245 | 1_a.sql             | -- +goose Up~-- +goose ENVSUB ON
                    goose          | RV245 | 1_a.sql             | -- +goose Up~-- +goose StatementBegin~SELECT 1;
                    goose          | RV245 | 1_a.sql             | -- +goose Up~-- +goose StatementEnd
                    diesel         | RV241 | users/up.sql        | SELECT 1
                    diesel         | RV241 | 2026_a/more.sql     | SELECT 1
                    diesel         | RV246 | 2026_a/down.sql     | SELECT 1
                    diesel         | RV247 | 2026_a/up.sql 2026_a/metadata.toml | run_in_transaction = "no"
                    diesel         | RV247 | 2026_a/up.sql 2026_a/metadata.toml | other = 1
                    diesel         | RV247 | 2026_a/up.sql 2026_a/metadata.toml | SELECT
                    """)
    void whatCannotBeUnderstoodIsRefused(String layout, String code, String names, String text) {
        for (String name : names.split(" ")) {
            migrations().with(name, text.replace('~', '\n'));
        }

        Problem problem = migrations().problem(layout(layout));

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.text()).contains("migrations/");
    }

    private Migrations migrations() {
        return new Migrations(project);
    }

    private Revision only(ForeignLayout layout) {
        return migrations().read(layout).revisions().get(0);
    }

    private static ForeignLayout layout(String name) {
        return switch (name) {
            case "golang-migrate" -> golangMigrate();
            case "dbmate" -> dbmate();
            case "goose" -> goose();
            case "diesel" -> diesel();
            default -> throw new AssertionError(name);
        };
    }

    private static ForeignLayout golangMigrate() {
        return new GolangMigrateLayout(SqlSyntax.POSTGRESQL);
    }

    private static ForeignLayout dbmate() {
        return new DbmateLayout(SqlSyntax.POSTGRESQL);
    }

    private static ForeignLayout goose() {
        return new GooseLayout(SqlSyntax.POSTGRESQL);
    }

    private static ForeignLayout diesel() {
        return new DieselLayout(SqlSyntax.POSTGRESQL);
    }

    private static Downgrade downgrade(Revision revision) {
        return revision.source().content().downgrade();
    }
}
