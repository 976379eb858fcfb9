package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.segue.cli.Captured.Said;
import dev.segue.cli.command.Commands;
import dev.segue.cli.terminal.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int                        | CL101: there is no command "int"                   | run `segue init`
            frobnicate                 | CL101: there is no command "frobnicate"            | run `segue --help` to see all commands
            backfill statsu            | CL101: `segue backfill` has no command "statsu"    | run `segue backfill status`
            backfill frobnicate        | CL101: `segue backfill` has no command "frobnicate" | run `segue backfill` with one of list, status, watch, pause, resume, tune, cancel, run
            backfill upgrade           | CL101: `segue backfill` has no command "upgrade"   | run `segue backfill` with one of list, status, watch, pause, resume, tune, cancel, run
            init --quite               | CL102: `segue init` has no option --quite          | write --quiet
            --forma=json init          | CL102: `segue` has no option --forma               | write --format
            init --frobnicate          | CL102: `segue init` has no option --frobnicate     | run `segue init --help` to see its options
            init --format yaml         | CL103: --format cannot be "yaml"                   | write one of text, json, jsonl
            init --format jsn          | CL103: --format cannot be "jsn"                    | write "json"
            init --env                 | CL104: --env wants a value                         | see `segue init --help`
            init --placeholder secret  | CL103: --placeholder has a value without "="       | write --placeholder NAME=TEXT
            init there                 | CL105: `segue init` does not expect "there"        | leave it out, or put a text with blanks into quotes; see `segue init --help`
            --env a --env b init       | CL106: --env is given more than once               | give it once
            """)
    void aSlipOnTheCommandLineIsAnsweredWithTheWayOut(String arguments, String headline, String remedy) {
        Said said = run(arguments.split(" "));

        assertThat(said.errors().lines()).containsExactly(headline, "  fix: " + remedy);
        assertThat(said.output()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void globalOptionsAreUnderstoodBeforeAndAfterTheCommand() {
        Said before = run("--format", "json", "init");
        Said after = run("init", "--format=JSON");

        assertThat(json(before).get("written").getAsJsonArray()).hasSize(2);
        assertThat(json(after).get("kept").getAsJsonArray()).hasSize(2);
    }

    @Test
    void aProblemIsADocumentForPrograms() {
        Said said = run("init", "--env", "nowhere", "--password-stdin", "--format", "json", "there");

        JsonObject document = json(said);
        JsonObject problem = document.getAsJsonObject("problem");
        assertThat(said.errors()).isEmpty();
        assertThat(document.get("exit_code").getAsInt()).isEqualTo(2);
        assertThat(problem.get("code").getAsString()).isEqualTo("CL105");
        assertThat(problem.get("kind").getAsString()).isEqualTo("usage");
        assertThat(problem.get("headline").getAsString()).isEqualTo("`segue init` does not expect \"there\"");
        assertThat(problem.get("remedy").getAsString()).startsWith("leave it out");
    }

    @Test
    void coloursAreThereOnlyWhereTheyAreWanted() {
        Said coloured = new Captured(folder).look(new Look(true, true)).run("frobnicate");
        Said plain = run("frobnicate");

        assertThat(coloured.errors()).startsWith("\u001B[1;31mCL101:\u001B[0m there is no command");
        assertThat(plain.errors()).doesNotContain("\u001B");
    }

    @Test
    void withoutACommandItExplainsItself() {
        Said said = run();

        assertThat(said.output()).startsWith("Usage: segue").contains("Begin\n  init ");
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run("--help").output()).isEqualTo(said.output());
        assertThat(run("init", "--help").output()).startsWith("Usage: segue init");
    }

    @Test
    void everyCommandExplainsItselfInTheListAndOnAPageOfItsOwn() {
        String list = run().output();

        for (Commands.Entry entry : Commands.all()) {
            Said page = run(entry.name(), "--help");
            assertThat(page.output())
                    .startsWith("Usage: segue " + entry.name() + " [OPTIONS]")
                    .endsWith("Options for all commands: segue --help\n");
            assertThat(list).contains("  " + entry.name() + " ");
        }
    }

    @Test
    void theCompletionScriptKnowsEveryCommandAndOption() {
        Said said = run("completion", "zsh");

        assertThat(said.output()).startsWith("#!/usr/bin/env bash");
        Commands.all().forEach(entry -> assertThat(said.output()).contains(entry.name()));
        assertThat(said.output()).contains("--lock-timeout", "--no-color");
    }

    @Test
    void commandsThatOnlyReadFilesNeedNeitherUrlNorPassword() {
        Project project = new Project(folder).shop();
        project.write("segue.toml", "url = \"${NOT_SET_ANYWHERE}\"\npassword_file = \"missing\"\n");

        assertThat(project.run("heads")).returns(ExitCode.OK, Said::exitCode);
        assertThat(project.run("current").errors())
                .startsWith("CF106: url needs the environment variable NOT_SET_ANYWHERE, which is not set");
    }

    @Test
    void thePasswordMayComeFromStandardInputAndIsNeverShown() {
        new Project(folder).shop();

        Said said = new Captured(folder)
                .input("topsecret\n")
                .run("current", "--url", "postgresql://app@127.0.0.1:1/shop", "--password-stdin", "--verbose");

        assertThat(said.exitCode()).isEqualTo(ExitCode.DATABASE);
        assertThat(said.errors()).startsWith("DB101: cannot connect to postgresql://app@127.0.0.1:1/shop");
        assertThat(said.output() + said.errors()).doesNotContain("topsecret");
    }

    @Test
    void editOpensTheFileInTheEditorOfTheUser() throws IOException {
        new Project(folder).shop();
        Path editor = Files.writeString(folder.resolve("editor.sh"), "echo '-- edited' >> \"$1\"\n");

        Said said = new Captured(folder).variable("VISUAL", "sh " + editor).run("edit", "aaaa");

        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("migrations/aaaa00000001.sql")).content().endsWith("-- edited\n");
    }

    @Test
    void anEditorThatFailsIsTold() {
        new Project(folder).shop();

        assertThat(new Captured(folder)
                        .variable("EDITOR", "false")
                        .run("edit", "aaaa")
                        .errors())
                .startsWith("CL110: the editor false ended with exit code 1");
        assertThat(new Captured(folder)
                        .variable("EDITOR", "no-such-editor")
                        .run("edit", "aaaa")
                        .errors())
                .startsWith("CL110: the editor no-such-editor cannot be started");
    }

    @Test
    void itTellsItsVersion() {
        assertThat(run("--version").output()).matches("segue \\S+ \\(Java \\S+\\)\n");
    }

    private static JsonObject json(Said said) {
        return JsonParser.parseString(said.output()).getAsJsonObject();
    }

    private Said run(String... arguments) {
        return new Captured(folder).run(arguments);
    }
}
