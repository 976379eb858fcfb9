package dev.segue.cli;

import dev.segue.cli.command.Commands;
import dev.segue.problem.NearestName;
import dev.segue.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that were not understood, with what was probably meant. */
final class Misunderstanding {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    private Misunderstanding() {}

    static Problem of(ParameterException misunderstood) {
        CommandLine line = misunderstood.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        if (misunderstood instanceof UnmatchedArgumentException unmatched) {
            return unmatched(line, command, unmatched.getUnmatched().get(0));
        }
        String help = "see `" + command + " --help`";
        if (misunderstood instanceof MissingParameterException missing) {
            return Problem.of(
                    CliProblem.MISSING_VALUE,
                    missing.getMissing().stream().map(Misunderstanding::named).collect(Collectors.joining(", "))
                            + (missing.getMissing().get(0).isOption()
                                            && isGiven(missing.getMissing().get(0), line)
                                    ? " wants a value"
                                    : " is missing"),
                    help);
        }
        if (misunderstood instanceof MutuallyExclusiveArgsException) {
            return Problem.of(CliProblem.CONTRADICTION, sentence(misunderstood), "leave one of them out; " + help);
        }
        if (misunderstood instanceof OverwrittenOptionException twice) {
            return Problem.of(
                    CliProblem.CONTRADICTION,
                    named(twice.getOverwritten()) + " is given more than once",
                    "give it once");
        }
        return badValue(misunderstood, help);
    }

    private static Problem badValue(ParameterException misunderstood, String help) {
        Optional<ArgSpec> argument = Optional.ofNullable(misunderstood.getArgSpec());
        String value = Optional.ofNullable(misunderstood.getValue()).orElse("");
        List<String> choices = new ArrayList<>();
        argument.filter(spec -> spec.type().isEnum()).ifPresent(spec -> {
            for (Object choice : spec.type().getEnumConstants()) {
                choices.add(choice.toString().toLowerCase(Locale.ROOT));
            }
        });
        if (argument.isPresent() && !choices.isEmpty()) {
            return Problem.of(
                    CliProblem.BAD_VALUE,
                    named(argument.get()) + " cannot be \"" + value + "\"",
                    NearestName.to(value, choices)
                            .map(near -> "write \"" + near + "\"")
                            .orElse("write one of " + String.join(", ", choices)));
        }
        if (argument.filter(spec -> NUMBERS.contains(singleTypeOf(spec))).isPresent()) {
            return Problem.of(
                    CliProblem.BAD_VALUE,
                    named(argument.get()) + " cannot be \"" + value + "\"",
                    "write a whole number that is not too large");
        }
        if (argument.filter(spec -> spec.isOption() && Map.class.isAssignableFrom(spec.type()))
                .isPresent()) {
            ArgSpec map = argument.get();
            return Problem.of(
                    CliProblem.BAD_VALUE,
                    named(map) + " has a value without \"=\"",
                    "write " + named(map) + " " + map.paramLabel());
        }
        return Problem.of(CliProblem.BAD_VALUE, sentence(misunderstood), help);
    }

    /** What an {@code Optional} holds, or the type itself. */
    private static Class<?> singleTypeOf(ArgSpec spec) {
        Class<?>[] inner = spec.auxiliaryTypes();
        return inner.length > 0 ? inner[0] : spec.type();
    }

    private static Problem unmatched(CommandLine line, String command, String word) {
        if (word.startsWith("-") && word.length() > 1) {
            return unknownOption(line, command, word);
        }
        if (line.getSubcommands().isEmpty()) {
            return Problem.of(
                    CliProblem.UNEXPECTED_ARGUMENT,
                    "`" + command + "` does not expect \"" + word + "\"",
                    "leave it out, or put a text with blanks into quotes; see `" + command + " --help`");
        }
        boolean isPart = line.getParent() != null;
        List<String> commands = isPart
                ? List.copyOf(line.getSubcommands().keySet())
                : Commands.all().stream().map(Commands.Entry::name).toList();
        String all = isPart
                ? "run `" + command + "` with one of " + String.join(", ", commands)
                : "run `" + command + " --help` to see all commands";
        return Problem.of(
                CliProblem.UNKNOWN_COMMAND,
                (isPart ? "`" + command + "` has no command \"" : "there is no command \"") + word + "\"",
                NearestName.to(word, commands)
                        .map(near -> "run `" + command + " " + near + "`")
                        .orElse(all));
    }

    private static Problem unknownOption(CommandLine line, String command, String word) {
        String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> options = line.getCommandSpec().options().stream()
                .filter(spec -> !spec.hidden())
                .map(OptionSpec::longestName)
                .toList();
        return Problem.of(
                CliProblem.UNKNOWN_OPTION,
                "`" + command + "` has no option " + option,
                NearestName.to(option, options)
                        .map(near -> "write " + near)
                        .orElse("run `" + command + " --help` to see its options"));
    }

    private static boolean isGiven(ArgSpec argument, CommandLine line) {
        return argument instanceof OptionSpec option
                && line.getParseResult().originalArgs().stream()
                        .anyMatch(given -> List.of(option.names()).contains(given));
    }

    private static String named(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String sentence(Exception exception) {
        return String.valueOf(exception.getMessage())
                .replaceFirst("^Error: ", "")
                .lines()
                .findFirst()
                .orElse("the arguments are not understood");
    }
}
