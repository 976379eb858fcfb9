package dev.segue.revision.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionWriterTest {

    private static final RevisionId ID = new RevisionId("8f2c41aa03b1");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T14:32:05Z"), ZoneOffset.UTC);

    @TempDir
    Path project;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    call users by their display name | 20261121_1432_8f2c41aa03b1_call_users_by_their_display_name.sql
                    Größe: don't drop façade!        | 20261121_1432_8f2c41aa03b1_grosse_dont_drop_facade.sql
                    ../../etc/passwd                 | 20261121_1432_8f2c41aa03b1_etc_passwd.sql
                    追加                              | 20261121_1432_8f2c41aa03b1.sql
                    INDEX IIII                       | 20261121_1432_8f2c41aa03b1_index_iiii.sql
                    """)
    void aFileIsNamedAfterItsTimeItsIdAndItsMessage(String message, String name) {
        Path file = writer().writeSql(NewRevision.of(ID, message));

        assertThat(file).hasFileName(name).hasParent(project.resolve("migrations"));
    }

    @Test
    void aLongMessageGivesAReadableName() {
        Path file = writer().writeSql(NewRevision.of(ID, "word ".repeat(100)));
        Path endless = writer().writeSql(NewRevision.of(new RevisionId("e"), "x".repeat(1000)));

        assertThat(file.getFileName().toString()).hasSizeLessThan(100).endsWith("_word.sql");
        assertThat(endless.getFileName().toString()).hasSizeLessThan(100);
    }

    @Test
    void anIdThatIsNoFileNameStaysOutOfIt() {
        RevisionId id = new RevisionId("größe.2" + "x".repeat(200));

        Path file = writer().writeSql(NewRevision.of(id, "sizes"));

        assertThat(file.getFileName().toString())
                .startsWith("20261121_1432_gr__e_2x")
                .hasSizeLessThan(100);
        assertThat(read(file).id()).isEqualTo(id);
    }

    @Test
    void aNewFileIsReadBackAsItWasMeant() {
        NewRevision wanted = NewRevision.of(ID, "order \"totals\" in \\cents\n-- segue:upgrade")
                .after(List.of(new RevisionId("51d0c3e7a9f4")))
                .dependingOn(List.of("shop", "77aa"))
                .labelled(List.of("billing"))
                .ofKind(RevisionKind.DATA);

        Revision revision = read(writer().writeSql(wanted));

        assertThat(revision.id()).isEqualTo(ID);
        assertThat(revision.parents()).containsExactly(new RevisionId("51d0c3e7a9f4"));
        assertThat(revision.dependsOn()).containsExactly("shop", "77aa");
        assertThat(revision.labels()).containsExactly("billing");
        assertThat(revision.kind()).isEqualTo(RevisionKind.DATA);
        assertThat(revision.message()).isEqualTo("order \"totals\" in \\cents -- segue:upgrade");
    }

    @ParameterizedTest
    @CsvSource({"SCHEMA, 1", "DATA, 1", "SCHEMA, 2"})
    void aNewFileIsValidAsItStands(RevisionKind kind, int parents) {
        NewRevision wanted = NewRevision.of(ID, "try")
                .ofKind(kind)
                .after(List.of(new RevisionId("a1"), new RevisionId("b1")).subList(0, parents));

        Revision revision = read(writer().writeSql(wanted));

        assertThat(revision.source().content().upgrade()).isEmpty();
        assertThat(revision.source().content().downgrade()).isInstanceOf(Downgrade.Nothing.class);
    }

    @Test
    void aFilledUpgradeAsksForItsDowngrade() throws IOException {
        Path file = writer().writeSql(NewRevision.of(ID, "try"));
        String text = Files.readString(file);

        Files.writeString(file, text.replaceFirst("(?m)^-- segue:nothing.*$", "SELECT 1;"));

        assertThat(read(file).source().content().downgrade()).isEqualTo(new Downgrade.Missing());
    }

    @Test
    void aFileThatIsThereIsNeverTouched() throws IOException {
        Path file = writer().writeSql(NewRevision.of(ID, "try"));
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> writer().writeSql(NewRevision.of(ID, "try")))
                .isInstanceOf(SegueException.class)
                .hasMessageContaining("RV220");
        assertThat(file).hasContent("mine");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Files.createFile(project.resolve("migrations"));

        assertThatThrownBy(() -> writer().writeSql(NewRevision.of(ID, "try")))
                .isInstanceOf(SegueException.class)
                .hasMessageContaining("is not a folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    call users by their name | CallUsersByTheirName.java
                    2fa for users            | Revision2faForUsers.java
                    string                   | StringRevision.java
                    operations               | OperationsRevision.java
                    追加                      | Revision_8f2c41aa03b1.java
                    """)
    void aJavaFileIsNamedAfterItsMessage(String message, String name) {
        assertThat(writer().writeJava(NewRevision.of(ID, message))).hasFileName(name);
    }

    @Test
    void aSecondClassOfTheSameNameGetsItsIdToo() {
        writer().writeJava(NewRevision.of(new RevisionId("a1"), "add users"));

        assertThat(writer().writeJava(NewRevision.of(ID, "add users"))).hasFileName("AddUsers_8f2c41aa03b1.java");
    }

    private RevisionWriter writer() {
        return new RevisionWriter(project.resolve("migrations"), NOON);
    }

    private Revision read(Path file) {
        return RevisionFolder.list(project.resolve("migrations"), project).stream()
                .filter(found -> found.path().equals(file.toAbsolutePath().normalize()))
                .map(found -> SqlRevision.read(found.read(), SqlSyntax.POSTGRESQL))
                .findFirst()
                .orElseThrow();
    }
}
