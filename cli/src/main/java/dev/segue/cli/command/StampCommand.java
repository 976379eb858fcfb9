package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.Stamp;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Say in the journal where the database is, and run nothing.",
        footer = {"", "For a database that was brought there in another way: segue stamp head"})
final class StampCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "1..*", paramLabel = "REVISION", description = "Where the database is, such as head or base.")
    private List<String> targets = List.of();

    @ArgGroup
    private Way way = new Way();

    StampCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    private static final class Way {

        @Option(names = "--purge", description = "Forget everything that the journal said before.")
        private boolean purges;

        @Option(
                names = "--accept",
                description = "Take the files of these applied revisions, as they are now, for what was applied.")
        private boolean accepts;

        @Option(
                names = "--abandon",
                description = "Give up this revision that is half-way; what it did to the database stays.")
        private boolean abandons;
    }

    @Override
    public ExitCode run() {
        Segue segue = invocation.segue();
        if (way.accepts) {
            invocation.tell(Outcome.of("accepted", ids(segue.accept(targets))));
        } else if (way.abandons) {
            invocation.tell(Outcome.of("abandoned", List.of(segue.abandon(only(targets)))));
        } else {
            Stamp stamp = way.purges ? segue.stampAfresh(targets) : segue.stamp(targets);
            invocation.tell(new Outcome("stamped", ids(stamp.added()), stamp.removed()));
        }
        return ExitCode.OK;
    }

    private static String only(List<String> targets) {
        if (targets.size() > 1) {
            throw CliProblem.UNEXPECTED_ARGUMENT.with(
                    "one revision at a time is given up, and " + targets.size() + " are named", "name one");
        }
        return targets.get(0);
    }

    private static List<RevisionId> ids(List<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    /** @param verb what happened to the first list */
    private record Outcome(String verb, List<RevisionId> changed, List<RevisionId> removed) implements Report {

        static Outcome of(String verb, List<RevisionId> changed) {
            return new Outcome(verb, changed, List.of());
        }

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            removed.forEach(id -> lines.add(look.warning("removed") + "  " + id));
            changed.forEach(id -> lines.add(look.good(verb) + "  " + id));
            return lines.isEmpty() ? List.of("the journal says so already") : lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add(verb, Json.ids(changed));
            json.add("removed", Json.ids(removed));
            return json;
        }
    }
}
