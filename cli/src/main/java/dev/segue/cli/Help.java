package dev.segue.cli;

import dev.segue.cli.command.Commands;
import dev.segue.cli.terminal.Look;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} shows: picocli's page, with the commands in groups. */
final class Help {

    private static final int NAME_WIDTH = 14;

    private Help() {}

    static String of(CommandLine line, List<Commands.Group> groups, Look look) {
        if (!line.getSubcommands().isEmpty()) {
            line.getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commands(line, groups, look));
        }
        return line.getUsageMessage(look.isColoured() ? Ansi.ON : Ansi.OFF);
    }

    private static String commands(CommandLine root, List<Commands.Group> groups, Look look) {
        StringBuilder text = new StringBuilder();
        for (Commands.Group group : groups) {
            text.append(System.lineSeparator()).append(look.bold(group.title())).append(System.lineSeparator());
            for (CliCommand command : group.commands()) {
                text.append(line(specOf(command, root), look)).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static String line(CommandSpec command, Look look) {
        String blanks = " ".repeat(Math.max(1, NAME_WIDTH - command.name().length()));
        return "  " + look.name(command.name()) + blanks
                + String.join(" ", command.usageMessage().description());
    }

    private static CommandSpec specOf(CliCommand command, CommandLine root) {
        return root.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.userObject() == command)
                .findFirst()
                .orElseThrow();
    }
}
