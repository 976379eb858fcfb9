package dev.segue.revision.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.revision.java.samples.AddUsers;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionFilesTest {

    private static final String SEGUE = "-- segue:revision %s\n-- segue:upgrade\nSELECT 1;\n";

    @TempDir
    Path project;

    @Test
    void severalFoldersAndLanguagesMakeOneHistory() {
        write("migrations/a.sql", SEGUE.formatted("a"));
        write("migrations/deeper/b.sql", SEGUE.formatted("b"));
        write("more/c.sql", SEGUE.formatted("c"));
        write("more/AddOrders.java", """
                import dev.segue.operation.Operations;
                import dev.segue.revision.*;
                @RevisionHeader(id = "d", message = "add orders", parent = "a1b2c3")
                public final class AddOrders extends Migration {
                    public void upgrade(Operations op) { op.execute("SELECT 1"); }
                }
                """);
        write("more/package-info.java", "/** Migrations. */ package x;");

        RevisionFiles files = RevisionFiles.read(locations("migrations", "more")
                .withClasses(List.of(AddUsers.class))
                .withCache(project.resolve(".segue/cache")));

        assertThat(ids(files)).containsExactly("a", "b", "c", "d", "a1b2c3");
        assertThat(files.revisions().get(3).source().content().upgrade()).hasSize(1);
        assertThat(RevisionGraph.of(files.revisions()).revisions()).hasSize(5);
    }

    @Test
    void revisionsOfAPackageAreRead() {
        RevisionFiles files = RevisionFiles.read(locations().withPackages(List.of("dev.segue.revision.java.samples")));

        assertThat(ids(files)).containsExactly("a1b2c3");
    }

    @Test
    void anEmptyFolderIsAHistoryWithoutRevisions() throws IOException {
        Files.createDirectories(project.resolve("migrations"));

        assertThat(RevisionFiles.read(locations("migrations")).revisions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    segue          | x.sql                      | -- segue:revision r1~-- segue:upgrade~SELECT 1;
                    segue          | 20261121_1432_r1_x.sql     | -- segue:revision r1~-- segue:upgrade~SELECT 1;
                    segue          | V1__x.sql                  | -- segue:revision r1~-- segue:upgrade~SELECT 1;
                    flyway         | V1__x.sql                  | SELECT 1;
                    flyway         | R__x.sql                   | SELECT 1;
                    golang-migrate | 000001_x.up.sql            | SELECT 1;
                    dbmate         | 20261121143205_x.sql       | -- migrate:up~SELECT 1;
                    goose          | 20261121143205_x.sql       | -- +goose Up~SELECT 1;
                    diesel         | 2026-11-21-143205_x/up.sql | SELECT 1;
                    """)
    void theLayoutIsSeenFromTheFiles(String layout, String name, String text) {
        write("migrations/" + name, text.replace('~', '\n'));

        RevisionFiles detected = RevisionFiles.read(locations("migrations"));
        RevisionFiles named = RevisionFiles.read(
                locations("migrations").withLayout(Layout.of(layout).orElseThrow()));

        assertThat(detected.revisions().size() + detected.repeatables().size()).isEqualTo(1);
        assertThat(ids(detected)).isEqualTo(ids(named));
        for (Revision revision : detected.revisions()) {
            assertThat(revision.source().content().upgrade()).hasSize(1);
        }
    }

    @Test
    void aFolderWithFilesOfSeveralToolsIsRefusedWithAnExampleOfEach() {
        write("migrations/V1__x.sql", "SELECT 1;");
        write("migrations/000001_x.up.sql", "SELECT 1;");

        Problem problem = problemOf(locations("migrations"));

        assertThat(problem.code().code()).isEqualTo("RV240");
        assertThat(problem.headline())
                .contains("\"migrations/V1__x.sql\" (flyway)", "\"migrations/000001_x.up.sql\" (golang-migrate)");
    }

    @Test
    void everyFolderMayBelongToAnotherTool() {
        write("old/V1__x.sql", "SELECT '${name}';");
        write("older/V2__x.sql", "SELECT 1;");
        write("migrations/r.sql", "-- segue:revision r1\n-- segue:parent 2\n-- segue:upgrade\nSELECT 1;");

        RevisionFiles files =
                RevisionFiles.read(locations("migrations", "old", "older").withPlaceholders(Map.of("name", "x")));

        RevisionGraph graph = RevisionGraph.of(files.revisions());
        assertThat(graph.revisions())
                .extracting(revision -> revision.id().value())
                .containsExactly("1", "2", "r1");
    }

    @ParameterizedTest
    @CsvSource({"V1__x.sql, flyway", "000001_x.up.sql, golang-migrate", "2026-11-21-143205_x/up.sql, diesel"})
    void nothingOfSeguesOwnIsWrittenAmongTheFilesOfAnotherTool(String name, String layout) throws IOException {
        write("migrations/" + name, "SELECT 1;");
        Files.createDirectories(project.resolve("segue"));

        assertThatThrownBy(() -> RevisionFiles.requireOwnLayout(locations("migrations")))
                .isInstanceOfSatisfying(SegueException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(RevisionFileProblem.FOLDER_OF_ANOTHER_TOOL);
                    assertThat(refused.problem().headline()).contains("\"migrations\"", layout);
                    assertThat(refused.problem().remedy()).contains("migrations = [\"segue\", \"migrations\"]");
                });
        assertThatCode(() -> RevisionFiles.requireOwnLayout(locations("segue", "migrations")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RevisionFiles.requireOwnLayout(
                        locations("segue").withLayout(Layout.of(layout).orElseThrow())))
                .hasMessageContaining("RV222");
    }

    @Test
    void everyProblemIsTold() {
        write("migrations/a.sql", "SELECT 1;");
        write("migrations/b.sql", SEGUE.formatted("b"));
        write("migrations/c.sql", "-- segue:revision c\n-- segue:nonsense");

        String text = problemOf(locations("migrations")).text();

        assertThat(text).contains("RV210", "migrations/a.sql", "also RV211: migrations/c.sql:2:1");
    }

    @Test
    void fiveThousandFilesAreListedWithoutReadingTheirStatements() {
        for (int i = 0; i < 5000; i++) {
            String parent = i == 0 ? "" : "-- segue:parent r" + (i - 1) + "\n";
            write(
                    "migrations/" + i / 100 + "/" + i + ".sql",
                    "-- segue:revision r" + i + "\n" + parent + "-- segue:upgrade\nSELECT 'never closed;");
        }

        RevisionFiles files = RevisionFiles.read(locations("migrations"));

        assertThat(files.revisions()).hasSize(5000);
        assertThat(files.revisions().stream()
                        .map(revision -> revision.source().fingerprint())
                        .distinct())
                .hasSize(5000);
    }

    private RevisionLocations locations(String... folders) {
        List<Path> paths = List.of(folders).stream().map(project::resolve).toList();
        return new RevisionLocations(project, paths, SqlSyntax.POSTGRESQL);
    }

    private static List<String> ids(RevisionFiles files) {
        return files.revisions().stream().map(revision -> revision.id().value()).toList();
    }

    private static Problem problemOf(RevisionLocations locations) {
        try {
            RevisionFiles.read(locations);
        } catch (SegueException failure) {
            return failure.problem();
        }
        throw new AssertionError("was accepted");
    }

    private void write(String name, String text) {
        try {
            Path file = project.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }
}
