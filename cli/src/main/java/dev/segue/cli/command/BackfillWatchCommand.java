package dev.segue.cli.command;

import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.OutputFormat;
import dev.segue.cli.terminal.Progress;
import dev.segue.cli.terminal.ProgressLine;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Follow a backfill until it has ended.", sortOptions = false)
final class BackfillWatchCommand implements CliCommand {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "BACKFILL",
            description = "Which; otherwise the only one that is open or has to be seen to.")
    private Optional<String> called = Optional.empty();

    BackfillWatchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        ProgressLine line = new ProgressLine(invocation.terminal(), System::nanoTime);
        Job job = invocation.segue().backfills().status(called);
        while (isGoing(job) && !isToStop()) {
            if (invocation.options().format() == OutputFormat.JSONL) {
                invocation.terminal().out().println(Json.line(BackfillReport.json(job)));
            } else {
                line.show(text(job));
            }
            pause();
            job = invocation.segue().backfills().status(Optional.of(String.valueOf(job.number())));
        }
        line.clear();
        invocation.tell(new BackfillReport(job));
        return BackfillReport.exitCode(job);
    }

    private String text(Job job) {
        String what = job.waitsFor().map(reason -> "waiting: " + reason).orElse("filling");
        return job.table() + "  " + what + "  "
                + Progress.at(
                                job.seen(),
                                job.total().orElse(0),
                                "rows",
                                job.waitsFor().isPresent() ? 0 : job.rate())
                        .text(invocation.terminal().errLook());
    }

    private boolean isToStop() {
        return invocation.surroundings().cancellation().isRequested()
                || Thread.currentThread().isInterrupted();
    }

    private static boolean isGoing(Job job) {
        return (job.state() == JobState.RUNNING || job.state() == JobState.PAUSED) && !job.isInterrupted();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
