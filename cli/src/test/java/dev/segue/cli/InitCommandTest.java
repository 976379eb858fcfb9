package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.Captured.Said;
import dev.segue.configuration.ConfigurationSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

    @TempDir
    private Path folder;

    @Test
    void anEmptyFolderBecomesAProject() {
        Said said = new Captured(folder).run("init");

        assertThat(said.output()).isEqualTo("""
                        wrote  segue.toml
                        wrote  migrations

                        Next: segue revision -m "create users", then segue upgrade
                        """);
        assertThat(folder.resolve("migrations")).isDirectory();
        assertThat(ConfigurationSources.in(folder, Map.of())
                        .load()
                        .database()
                        .value()
                        .display())
                .isEqualTo("embedded:postgresql");
    }

    @Test
    void whatExistsIsLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("segue.toml"), "url = \"sqlite:mine.db\"\n");

        Said said = new Captured(folder).run("init");

        assertThat(said.output()).startsWith("wrote  migrations\nkept   segue.toml\n");
        assertThat(folder.resolve("segue.toml")).hasContent("url = \"sqlite:mine.db\"");
    }

    @Test
    void aFolderThatCannotBeWrittenIsAProblemAndNotACrash() throws IOException {
        Files.writeString(folder.resolve("migrations"), "");

        Said said = new Captured(folder).run("init");

        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(said.errors()).startsWith("CL107: cannot write ");
    }
}
