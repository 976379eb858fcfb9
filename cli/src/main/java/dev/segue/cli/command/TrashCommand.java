package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.configuration.DurationText;
import dev.segue.dialect.TrashedObject;
import dev.segue.trash.Purged;
import dev.segue.trash.Restored;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
            case LIST -> tell("in the trash", segue.trash(), List.of(), List.of());
            case RESTORE -> {
                Restored restored = segue.restore(wanted());
                tell("restored", List.of(restored.object()), List.of(), restored.left());
            }
            case PURGE -> {
                Purged purged = segue.purge(age());
                tell("deleted for ever", purged.gone(), purged.kept(), List.of());
            }
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

    private void tell(String verb, List<TrashedObject> objects, List<Purged.Kept> kept, List<String> remarks) {
        ZoneId zone = invocation.surroundings().clock().getZone();
        invocation.tell(new TrashReport(verb, objects, kept, remarks, zone));
    }
}
