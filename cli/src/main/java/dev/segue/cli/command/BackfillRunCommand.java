package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.backfill.Job;
import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.narration.EventLines;
import dev.segue.cli.narration.Narrator;
import dev.segue.configuration.Setting;
import dev.segue.execution.ExecutionListener;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Work on a backfill beside the run that began it, or in its place, until all rows are filled.",
        sortOptions = false,
        footer = {"", "What comes after the rows is left to the command that began it."})
final class BackfillRunCommand implements CliCommand {

    static final int MOST_WORKERS = 64;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "BACKFILL", description = "Which; the only one that is open otherwise.")
    private Optional<String> called = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "NUMBER",
            description = "So many write at the same time here; 1 otherwise.")
    private int workers = 1;

    @Option(
            names = "--pause-when",
            paramLabel = "CONDITIONS",
            description = "When these workers write nothing, such as 'lag>5s'; or never.")
    private Optional<String> pauseWhen = Optional.empty();

    BackfillRunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw CliProblem.BAD_VALUE.with(
                    "--workers " + workers + " is not possible", "give a number from 1 to " + MOST_WORKERS);
        }
        invocation.set(Setting.BACKFILL_PAUSE_WHEN, pauseWhen);
        Job job = worked();
        invocation.tell(new BackfillReport(job));
        return BackfillReport.exitCode(job);
    }

    private Job worked() {
        return switch (invocation.options().format()) {
            case TEXT -> {
                try (Narrator narrator = new Narrator(invocation, System::nanoTime)) {
                    yield worked(narrator);
                }
            }
            case JSONL -> worked(new EventLines(invocation.terminal().out()));
            case JSON -> worked(event -> {});
        };
    }

    private Job worked(ExecutionListener listener) {
        Segue segue = invocation.builder().listener(listener).build();
        return segue.backfills().run(called, workers);
    }
}
