package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.Invocation;
import java.util.List;

/** All commands, in the groups in which help shows them. */
public final class Commands {

    private Commands() {}

    /** Commands that are explained together. */
    public record Group(String title, List<CliCommand> commands) {
        public Group {
            commands = List.copyOf(commands);
        }
    }

    public static List<Group> groups(Invocation invocation) {
        return List.of(
                new Group("Begin", List.of(new InitCommand(invocation))),
                new Group(
                        "Write revisions",
                        List.of(
                                new RevisionCommand(invocation),
                                new MergeCommand(invocation),
                                new EditCommand(invocation),
                                new ValidateCommand(invocation))),
                new Group(
                        "Change the database",
                        List.of(
                                new UpgradeCommand(invocation),
                                new DowngradeCommand(invocation),
                                new StampCommand(invocation))),
                new Group(
                        "Look",
                        List.of(
                                new StatusCommand(invocation),
                                new CurrentCommand(invocation),
                                new HistoryCommand(invocation),
                                new HeadsCommand(invocation),
                                new BranchesCommand(invocation),
                                new ShowCommand(invocation))),
                new Group("Help", List.of(new DoctorCommand(invocation), new CompletionCommand(invocation))));
    }
}
