package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.Invocation;
import java.util.List;
import java.util.function.Function;

/** All commands, in the groups in which help shows them. A new command is a line here. */
public final class Commands {

    private static final List<Group> GROUPS = List.of(
            new Group("Begin", List.of(new Entry("init", InitCommand::new), new Entry("try", TryCommand::new))),
            new Group(
                    "Write revisions",
                    List.of(
                            new Entry("revision", RevisionCommand::new),
                            new Entry("merge", MergeCommand::new),
                            new Entry("edit", EditCommand::new),
                            new Entry("validate", ValidateCommand::new))),
            new Group(
                    "Change the database",
                    List.of(
                            new Entry("upgrade", UpgradeCommand::new),
                            new Entry("downgrade", DowngradeCommand::new),
                            new Entry("contract", ContractCommand::new),
                            new Entry(
                                    "backfill",
                                    BackfillCommand::new,
                                    List.of(
                                            new Entry("list", BackfillListCommand::new),
                                            new Entry("status", BackfillStatusCommand::new),
                                            new Entry("watch", BackfillWatchCommand::new),
                                            new Entry("pause", BackfillPauseCommand::new),
                                            new Entry("resume", BackfillResumeCommand::new),
                                            new Entry("tune", BackfillTuneCommand::new),
                                            new Entry("cancel", BackfillCancelCommand::new),
                                            new Entry("run", BackfillRunCommand::new))),
                            new Entry("trash", TrashCommand::new),
                            new Entry("stamp", StampCommand::new))),
            new Group(
                    "Look",
                    List.of(
                            new Entry("status", StatusCommand::new),
                            new Entry("plan", PlanCommand::new),
                            new Entry("current", CurrentCommand::new),
                            new Entry("history", HistoryCommand::new),
                            new Entry("heads", HeadsCommand::new),
                            new Entry("branches", BranchesCommand::new),
                            new Entry("show", ShowCommand::new))),
            new Group(
                    "Help",
                    List.of(new Entry("doctor", DoctorCommand::new), new Entry("completion", CompletionCommand::new))));

    private Commands() {}

    /** Commands that are explained together. */
    public record Group(String title, List<Entry> commands) {
        public Group {
            commands = List.copyOf(commands);
        }
    }

    /** @param parts commands that are named behind it */
    public record Entry(String name, Function<Invocation, CliCommand> constructor, List<Entry> parts) {
        public Entry {
            parts = List.copyOf(parts);
        }

        Entry(String name, Function<Invocation, CliCommand> constructor) {
            this(name, constructor, List.of());
        }
    }

    public static List<Group> groups() {
        return GROUPS;
    }

    public static List<Entry> all() {
        return GROUPS.stream().flatMap(group -> group.commands().stream()).toList();
    }

    /**
     * Those that these arguments can mean. Setting up a command takes time, and nearly always one is enough; where none is
     * named, or one that speaks about the others, it takes them all.
     */
    public static List<Entry> meantBy(List<String> arguments) {
        List<Entry> named =
                all().stream().filter(entry -> arguments.contains(entry.name())).toList();
        boolean needsAll = (named.isEmpty() && !arguments.contains("--version")) || arguments.contains("completion");
        return needsAll ? all() : named;
    }
}
