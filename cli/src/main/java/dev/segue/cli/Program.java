package dev.segue.cli;

import dev.segue.cli.command.Commands;
import dev.segue.problem.SegueException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line from arguments to exit code. It has no static state and touches nothing but its {@link Surroundings}, so
 * that several can run in one process.
 */
public final class Program {

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final CommandLine commandLine;
    private final Invocation invocation;
    private final List<Commands.Group> groups;

    public Program(Surroundings surroundings) {
        SegueCommand root = new SegueCommand();
        this.surroundings = surroundings;
        this.options = root.options();
        this.commandLine = new CommandLine(root);
        this.invocation = new Invocation(surroundings, options);
        this.groups = Commands.groups(invocation);
        groups.forEach(group -> group.commands().forEach(commandLine::addSubcommand));
        commandLine // after the commands, because it reaches only those that are there
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false);
    }

    public ExitCode run(String... arguments) {
        try (invocation) {
            return answer(arguments);
        }
    }

    private ExitCode answer(String... arguments) {
        Complaints complaints = new Complaints(surroundings, OutputFormat.in(arguments));
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            return isAnswered(parsed) ? ExitCode.OK : command(parsed).run();
        } catch (ParameterException misunderstood) {
            return complaints.tell(Misunderstanding.of(misunderstood).toException());
        } catch (SegueException told) {
            return complaints.tell(told);
        } catch (Throwable defect) { // whatever it is, the user gets a sentence and an exit code
            return complaints.tellDefect(defect, List.of(arguments), options.isVerbose());
        }
    }

    /** Whether help or the version was all that was asked for. */
    private boolean isAnswered(ParseResult parsed) {
        for (CommandLine line : parsed.asCommandLineList()) {
            if (line.isUsageHelpRequested()) {
                explain(line);
                return true;
            }
        }
        if (parsed.isVersionHelpRequested()) {
            surroundings.terminal().out().println(Version.ofThis().sentence());
            return true;
        }
        if (!parsed.hasSubcommand()) {
            explain(commandLine);
            return true;
        }
        return false;
    }

    private void explain(CommandLine line) {
        surroundings
                .terminal()
                .out()
                .print(Help.of(line, groups, surroundings.terminal().outLook()));
    }

    private static CliCommand command(ParseResult parsed) {
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        return (CliCommand) deepest.commandSpec().userObject();
    }
}
