package dev.segue.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Table;
import dev.segue.configuration.DurationText;
import dev.segue.dialect.TrashedObject;
import dev.segue.trash.Restored;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "List what was dropped and waits with its data, bring it back, or delete it for ever.",
        sortOptions = false)
final class TrashCommand implements CliCommand {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "list|restore|purge", description = "What to do; list otherwise.")
    private Optional<Action> action = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER", description = "What to restore, as listed.")
    private Optional<Long> number = Optional.empty();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Delete only what was dropped longer ago, such as 30d; for purge, which needs it.")
    private Optional<String> olderThan = Optional.empty();

    TrashCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    private enum Action {
        LIST,
        RESTORE,
        PURGE
    }

    @Override
    public ExitCode run() {
        Segue segue = invocation.segue();
        switch (action.orElse(Action.LIST)) {
            case LIST -> tell("in the trash", segue.trash(), List.of());
            case RESTORE -> {
                Restored restored = segue.restore(wanted());
                tell("restored", List.of(restored.object()), restored.left());
            }
            case PURGE -> tell("deleted for ever", segue.purge(age()), List.of());
        }
        return ExitCode.OK;
    }

    private long wanted() {
        return number.orElseThrow(() -> CliProblem.MISSING_VALUE.with(
                "what is to be restored is not said", "name its number: `segue trash` lists them"));
    }

    private Duration age() {
        String text = olderThan.orElseThrow(() -> CliProblem.MISSING_VALUE.with(
                "how old is what may be deleted for ever is not said", "add --older-than, such as --older-than 30d"));
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException unclear) {
            throw CliProblem.BAD_VALUE.with("\"" + text + "\" is not a time", "write it as 30d, 12h or 45min");
        }
    }

    private void tell(String verb, List<TrashedObject> objects, List<String> remarks) {
        ZoneId zone = invocation.surroundings().clock().getZone();
        invocation.tell(new Contents(verb, objects, remarks, zone));
    }

    /** @param verb what happened to these objects */
    private record Contents(String verb, List<TrashedObject> objects, List<String> remarks, ZoneId zone)
            implements Report {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

        @Override
        public List<String> lines(Look look) {
            if (objects.isEmpty()) {
                return List.of(verb.equals("in the trash") ? "the trash is empty" : "nothing was " + verb);
            }
            Table table = new Table("number", "what", "dropped", "by revision", "kept as");
            objects.forEach(object -> table.row(
                    String.valueOf(object.id()),
                    object.summary(),
                    TIME.format(object.droppedAt().atZone(zone)),
                    object.revision(),
                    object.keptIn() + (object.kind() == TrashedObject.Kind.COLUMN ? "." + object.keptAs() : "")));
            List<String> lines = new ArrayList<>();
            lines.add(look.bold(verb) + "  " + objects.size());
            table.lines(look).forEach(line -> lines.add("  " + line));
            remarks.forEach(remark -> lines.add(look.warning("note: ") + remark));
            return lines;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("outcome", verb);
            json.add("objects", Json.array(objects, object -> {
                JsonObject one = new JsonObject();
                one.addProperty("number", object.id());
                one.addProperty("kind", Json.word(object.kind()));
                one.addProperty("what", object.summary());
                one.addProperty("revision", object.revision());
                one.addProperty("dropped_at", object.droppedAt().toString());
                one.addProperty("kept_in", object.keptIn().toString());
                one.addProperty("kept_as", object.keptAs().toString());
                return one;
            }));
            JsonArray notes = new JsonArray();
            remarks.forEach(notes::add);
            json.add("notes", notes);
            return json;
        }
    }
}
