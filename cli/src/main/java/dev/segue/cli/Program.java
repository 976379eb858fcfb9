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

    public Program(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public ExitCode run(String... arguments) {
        SegueCommand root = new SegueCommand();
        Complaints complaints = new Complaints(surroundings, OutputFormat.in(arguments));
        try (Invocation invocation = new Invocation(surroundings, root.options())) {
            return answer(commandLine(root, invocation, List.of(arguments)), arguments);
        } catch (ParameterException misunderstood) {
            return complaints.tell(Misunderstanding.of(misunderstood).toException());
        } catch (SegueException told) {
            return complaints.tell(told);
        } catch (Throwable defect) { // whatever it is, the user gets a sentence and an exit code
            return complaints.tellDefect(
                    defect, List.of(arguments), root.options().isVerbose());
        }
    }

    private static CommandLine commandLine(SegueCommand root, Invocation invocation, List<String> arguments) {
        CommandLine commandLine = new CommandLine(root);
        Commands.meantBy(arguments)
                .forEach(entry -> commandLine.addSubcommand(entry.name(), commandLine(entry, invocation)));
        return commandLine // settings reach only the commands that are there already
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false);
    }

    private static CommandLine commandLine(Commands.Entry entry, Invocation invocation) {
        CommandLine commandLine = new CommandLine(entry.constructor().apply(invocation));
        entry.parts().forEach(part -> commandLine.addSubcommand(part.name(), commandLine(part, invocation)));
        return commandLine;
    }

    private ExitCode answer(CommandLine commandLine, String... arguments) {
        ParseResult parsed = commandLine.parseArgs(arguments);
        for (CommandLine line : parsed.asCommandLineList()) {
            if (line.isUsageHelpRequested()) {
                return explain(line);
            }
        }
        if (parsed.isVersionHelpRequested()) {
            surroundings.terminal().out().println(Version.ofThis().sentence());
            return ExitCode.OK;
        }
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost == parsed ? explain(commandLine) : command(innermost).run();
    }

    private ExitCode explain(CommandLine line) {
        surroundings
                .terminal()
                .out()
                .print(Help.of(line, surroundings.terminal().outLook()));
        return ExitCode.OK;
    }

    private static CliCommand command(ParseResult parsed) {
        return (CliCommand) parsed.commandSpec().userObject();
    }
}
