package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.RevisionRequest;
import dev.segue.RevisionRequest.Language;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.RevisionKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Write the file of a new revision.")
final class RevisionCommand implements CliCommand {

    private final Invocation invocation;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What it does, in a few words.")
    private String message = "";

    @ArgGroup
    private LanguageOption language = new LanguageOption();

    @Option(names = "--data", description = "It changes rows, and not the shape of the database.")
    private boolean changesData;

    @Option(
            names = "--head",
            paramLabel = "REVISION",
            description = "What it follows, such as shop@head or base; the only head when none is given.")
    private Optional<String> head = Optional.empty();

    @Option(names = "--splice", description = "Let it follow a revision that is not a head, which begins a branch.")
    private boolean splices;

    @Option(names = "--branch-label", paramLabel = "LABEL", description = "A name for the line that begins with it.")
    private List<String> labels = List.of();

    @Option(
            names = "--depends-on",
            paramLabel = "REVISION",
            description = "What must be applied before, without being its parent.")
    private List<String> dependsOn = List.of();

    @Option(names = "--rev-id", paramLabel = "ID", description = "Its id; an invented one when none is given.")
    private Optional<String> id = Optional.empty();

    RevisionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    private static final class LanguageOption {

        @Option(names = "--sql", description = "Write it in SQL (this is the default).")
        @SuppressWarnings("unused") // its presence is what counts
        private boolean isSql;

        @Option(names = "--java", description = "Write it in Java.")
        private boolean isJava;
    }

    @Override
    public ExitCode run() {
        Path file = invocation
                .segue()
                .create(new RevisionRequest(
                        message,
                        changesData ? RevisionKind.DATA : RevisionKind.SCHEMA,
                        language.isJava ? Language.JAVA : Language.SQL,
                        head,
                        splices,
                        labels,
                        dependsOn,
                        id));
        invocation.tell(new Written(invocation.shown(file)));
        return ExitCode.OK;
    }

    /** @param file relative to where the user is */
    record Written(Path file) implements Report {

        @Override
        public List<String> lines(Look look) {
            return List.of(look.good("wrote") + "  " + file);
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("written", file.toString());
            return json;
        }
    }
}
