package dev.segue.cli.command;

import dev.segue.backfill.Tuning;
import dev.segue.backfill.throttle.Restraint;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.configuration.DurationText;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Change the pace of a backfill while it runs.", sortOptions = false)
final class BackfillTuneCommand implements CliCommand {

    private static final String AS_BEGUN = "as-begun";

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "BACKFILL", description = "Which; the only one that is open otherwise.")
    private Optional<String> called = Optional.empty();

    @Option(names = "--batch", paramLabel = "ROWS", description = "At most so many rows in a batch.")
    private Optional<Long> batch = Optional.empty();

    @Option(names = "--target", paramLabel = "TIME", description = "How long a batch should take, such as 200ms.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "NUMBER",
            description = "So many write at the same time in the process that runs the revision.")
    private Optional<Integer> workers = Optional.empty();

    @Option(names = "--max-rate", paramLabel = "ROWS", description = "At most so many rows a second; 0 for no limit.")
    private Optional<Long> maxRate = Optional.empty();

    @Option(names = "--nice", paramLabel = "SHARE", description = "How long to rest after each batch, such as 50%%.")
    private Optional<String> nice = Optional.empty();

    @Option(
            names = "--pause-when",
            paramLabel = "CONDITIONS",
            description =
                    "When it writes nothing, such as 'lag>5s', instead of what was said before; or never; or as-begun.")
    private Optional<String> pauseWhen = Optional.empty();

    BackfillTuneCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (batch.isEmpty()
                && target.isEmpty()
                && workers.isEmpty()
                && maxRate.isEmpty()
                && nice.isEmpty()
                && pauseWhen.isEmpty()) {
            throw CliProblem.MISSING_VALUE.with(
                    "what is to change is not said",
                    "add --batch, --target, --workers, --max-rate, --nice or --pause-when");
        }
        Tuning tuning = new Tuning(
                atLeast(1, batch, "--batch"),
                target.map(BackfillTuneCommand::time),
                atLeast(1, workers.map(Long::valueOf), "--workers").map(BackfillTuneCommand::notTooMany),
                atLeast(0, maxRate, "--max-rate"),
                nice.map(Restraint::nice),
                pauseWhen.map(conditions -> conditions.strip().equals(AS_BEGUN) ? "" : requireReadable(conditions)));
        invocation.tell(new BackfillReport(invocation.segue().backfills().tune(called, tuning)));
        return ExitCode.OK;
    }

    private static int notTooMany(long workers) {
        if (workers > BackfillRunCommand.MOST_WORKERS) {
            throw CliProblem.BAD_VALUE.with(
                    "--workers " + workers + " is too much",
                    "give a number from 1 to " + BackfillRunCommand.MOST_WORKERS);
        }
        return Math.toIntExact(workers);
    }

    private static String requireReadable(String conditions) {
        Restraint.pauseWhen(conditions);
        return conditions.strip();
    }

    private static Optional<Long> atLeast(long least, Optional<Long> number, String option) {
        if (number.isPresent() && number.get() < least) {
            throw CliProblem.BAD_VALUE.with(
                    option + " " + number.get() + " is too little", "give a number from " + least + " upwards");
        }
        return number;
    }

    private static Duration time(String text) {
        try {
            Duration duration = DurationText.parse(text);
            if (duration.isZero()) {
                throw CliProblem.BAD_VALUE.with("--target " + text + " is too little", "give a time such as 200ms");
            }
            return duration;
        } catch (IllegalArgumentException unclear) {
            throw CliProblem.BAD_VALUE.with("\"" + text + "\" is not a time", "write it as 200ms or 1s");
        }
    }
}
