package dev.segue.revision.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionFolderTest {

    @TempDir
    Path project;

    @Test
    void filesAreFoundInFoldersOfFoldersInTheOrderOfTheirNames() {
        write("migrations/b.sql", "");
        write("migrations/a/z.sql", "");
        write("migrations/a/deeper/y.java", "");
        write("migrations/README.md", "");

        assertThat(locations()).containsExactly("migrations/a/deeper/y.java", "migrations/a/z.sql", "migrations/b.sql");
    }

    @Test
    void whatEditorsLeaveBehindIsPassedOver() throws IOException {
        write("migrations/a.sql", "");
        write("migrations/.a.sql.swp", "");
        write("migrations/a.sql~", "");
        write("migrations/#a.sql#", "");
        write("migrations/a.sql.orig", "");
        write("migrations/.git/b.sql", "");
        write("migrations/.idea/c.sql", "");
        Files.createSymbolicLink(project.resolve("migrations/.#a.sql"), Path.of("someone@host.1234"));

        assertThat(locations()).containsExactly("migrations/a.sql");
    }

    @Test
    void linksAreFollowed() throws IOException {
        write("shared/a.sql", "");
        Files.createDirectories(project.resolve("migrations"));
        Files.createSymbolicLink(project.resolve("migrations/shared"), project.resolve("shared"));

        assertThat(locations()).containsExactly("migrations/shared/a.sql");
    }

    @Test
    void aLinkToAFolderThatItLiesInIsRefused() throws IOException {
        write("migrations/a/a.sql", "");
        Files.createSymbolicLink(project.resolve("migrations/a/again"), project.resolve("migrations"));

        assertThat(problem()).extracting(Problem::headline).asString().contains("migrations/a/again");
        assertThat(problem().code()).isEqualTo(RevisionFileProblem.LINK_LOOP);
    }

    @Test
    void aLinkToNowhereIsRefused() throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.createSymbolicLink(project.resolve("migrations/a.sql"), Path.of("gone.sql"));

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.UNREADABLE);
        assertThat(problem().headline()).contains("link to nowhere");
    }

    @Test
    void aFolderWithTheNameOfARevisionIsRefused() throws IOException {
        Files.createDirectories(project.resolve("migrations/a.sql"));

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.NOT_A_FILE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRefusedWithoutWaitingForIt() throws Exception {
        Files.createDirectories(project.resolve("migrations"));
        Process mkfifo =
                new ProcessBuilder("mkfifo", project.resolve("migrations/a.sql").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.NOT_A_FILE);
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        assertThat(problem().code()).isEqualTo(RevisionFileProblem.LOCATION_MISSING);
        assertThat(problem().headline()).contains("\"migrations\"");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() {
        write("migrations", "");

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.NOT_A_FILE);
    }

    @Test
    void aFileBeyondAnySaneSizeIsRefusedUnread() throws IOException {
        write("migrations/a.sql", "");
        try (RandomAccessFile file =
                new RandomAccessFile(project.resolve("migrations/a.sql").toFile(), "rw")) {
            file.setLength(RevisionFile.LARGEST + 1L);
        }

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.TOO_LARGE);
    }

    @Test
    void aFileThatVanishesIsReported() throws IOException {
        write("migrations/a.sql", "");
        FoundFile found =
                RevisionFolder.list(project.resolve("migrations"), project).get(0);

        Files.delete(found.path());

        assertThatThrownBy(found::read).isInstanceOf(SegueException.class).hasMessageContaining("RV202");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileWithoutPermissionIsReported() throws IOException {
        write("migrations/a.sql", "");
        Path file = project.resolve("migrations/a.sql");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything");

        assertThat(problem().headline()).contains("permission denied");
    }

    @Test
    void aByteOrderMarkIsAccepted() {
        write("migrations/a.sql", "\uFEFFSELECT 'ä';");

        assertThat(readFirst().source().text()).isEqualTo("SELECT 'ä';");
    }

    @Test
    void theCharacterForUnknownCharactersIsACharacterLikeOthers() {
        write("migrations/a.sql", "SELECT '\uFFFD';");

        assertThat(readFirst().source().text()).isEqualTo("SELECT '\uFFFD';");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, RV206, UTF-16 (big endian)",
        "UTF-16LE, RV206, 'UTF-16 (little endian, without'",
        "UTF-16BE, RV206, 'UTF-16 (big endian, without'",
        "UTF-32LE, RV207, zero bytes",
        "windows-1252, RV206, windows-1252",
        "ISO-8859-1, RV206, ISO-8859-1",
    })
    void anotherEncodingIsNamed(String charset, String code, String words) throws IOException {
        String text = charset.startsWith("windows") ? "SELECT 1;\nSELECT 'grün €';" : "SELECT 1;\nSELECT 'grün';";
        Files.createDirectories(project.resolve("migrations"));
        Files.write(project.resolve("migrations/a.sql"), text.getBytes(Charset.forName(charset)));

        assertThat(problem().code().code()).isEqualTo(code);
        assertThat(problem().text()).contains(words);
    }

    @Test
    void aMalformedByteIsNamedWithItsPlace() throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.write(
                project.resolve("migrations/a.sql"),
                "SELECT 'ä';\nSELECT 'grün';".replace("ü", "\u00fc").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problem().headline()).contains("byte 0xE4 at offset 8");
        assertThat(problem().excerpt().orElseThrow().place()).isEqualTo("migrations/a.sql:1:9");
        assertThat(problem().excerpt().orElseThrow().lineText()).isEqualTo("SELECT 'ä';");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.write(project.resolve("migrations/a.sql"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 13});

        assertThat(problem().code()).isEqualTo(RevisionFileProblem.BINARY);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aHostileNameIsShownHarmlessly() throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.createFile(project.resolve("migrations/'; DROP TABLE users; --\n\u001b[2J.sql"));

        assertThat(locations()).containsExactly("migrations/'; DROP TABLE users; --\\u000a\\u001b[2J.sql");
    }

    private List<String> locations() {
        return RevisionFolder.list(project.resolve("migrations"), project).stream()
                .map(FoundFile::location)
                .toList();
    }

    private RevisionFile readFirst() {
        return RevisionFolder.list(project.resolve("migrations"), project)
                .get(0)
                .read();
    }

    private Problem problem() {
        try {
            readFirst();
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
