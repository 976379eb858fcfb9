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
                new Group("Help yourself", List.of(new CompletionCommand(invocation))));
    }
}
