package dev.segue.cli;

import dev.segue.cli.command.Commands;
import dev.segue.cli.terminal.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} shows: picocli's page, with the commands in groups and the options for all commands apart. */
final class Help {

    private static final int NAME_WIDTH = 14;

    private Help() {}

    static String of(CommandLine line, Look look) {
        Map<String, CommandLine.IHelpSectionRenderer> sections = line.getHelpSectionMap();
        UsageMessageSpec page = line.getCommandSpec().usageMessage();
        boolean isRoot = line.getParent() == null;
        page.customSynopsis(isRoot ? "segue COMMAND [OPTIONS]" : synopsis(line));
        if (isRoot) {
            sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commands(line, look));
            page.commandListHeading("");
            page.optionListHeading("%nOptions for all commands, before or after their name:%n");
            line.setHelpSectionKeys(commandsFirst(line.getHelpSectionKeys()));
        } else {
            sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Help::ownOptions);
            page.footer(withHint(page.footer()));
            if (line.getCommandSpec().positionalParameters().isEmpty()) {
                page.optionListHeading("%n");
            } else {
                page.parameterListHeading("%n");
            }
        }
        return line.getUsageMessage(look.isColoured() ? Ansi.ON : Ansi.OFF);
    }

    private static List<String> commandsFirst(List<String> keys) {
        List<String> reordered = new ArrayList<>(keys);
        reordered.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        reordered.add(
                reordered.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING),
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        return reordered;
    }

    private static String synopsis(CommandLine line) {
        StringBuilder synopsis = new StringBuilder(line.getCommandSpec().qualifiedName())
                .append(" [OPTIONS]")
                .append(line.getSubcommands().isEmpty() ? "" : " [COMMAND]");
        line.getCommandSpec().positionalParameters().forEach(parameter -> {
            boolean isOptional = parameter.arity().min() == 0;
            String dots = parameter.arity().max() > 1 ? "..." : "";
            synopsis.append(isOptional ? " [" : " ")
                    .append(parameter.paramLabel())
                    .append(dots)
                    .append(isOptional ? "]" : "");
        });
        return synopsis.toString();
    }

    private static String ownOptions(CommandLine.Help help) {
        List<OptionSpec> own = help.commandSpec().options().stream()
                .filter(option -> !option.inherited())
                .toList();
        CommandLine.Help.Layout layout = help.createDefaultLayout(own, List.of(), help.colorScheme());
        IParamLabelRenderer labels = help.createDefaultParamLabelRenderer();
        layout.addAllOptions(own, labels);
        return layout.toString();
    }

    private static String[] withHint(String[] footer) {
        String[] all = new String[footer.length + 2];
        System.arraycopy(footer, 0, all, 0, footer.length);
        all[footer.length] = "";
        all[footer.length + 1] = "Options for all commands: segue --help";
        return all;
    }

    private static String commands(CommandLine root, Look look) {
        StringBuilder text = new StringBuilder();
        for (Commands.Group group : Commands.groups()) {
            text.append(System.lineSeparator()).append(look.bold(group.title())).append(System.lineSeparator());
            group.commands()
                    .forEach(entry -> description(root, entry.name())
                            .ifPresent(words -> text.append("  ")
                                    .append(look.name(entry.name()))
                                    .append(" "
                                            .repeat(Math.max(
                                                    1, NAME_WIDTH - entry.name().length())))
                                    .append(words)
                                    .append(System.lineSeparator())));
        }
        return text.toString();
    }

    private static Optional<String> description(CommandLine root, String command) {
        return Optional.ofNullable(root.getSubcommands().get(command))
                .map(line ->
                        String.join(" ", line.getCommandSpec().usageMessage().description()));
    }
}
