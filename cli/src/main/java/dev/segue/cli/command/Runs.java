package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.OutputFormat;
import dev.segue.cli.narration.EventLines;
import dev.segue.cli.narration.Narrator;
import dev.segue.cli.narration.Outcome;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import java.util.function.Function;

/** Runs something on a database and tells of it in the format that was asked for. */
final class Runs {

    private Runs() {}

    /** Looks at a database, and tells a person for whom it has to wait. */
    static <T> T look(Invocation invocation, Function<ExecutionListener, Segue> segues, Function<Segue, T> look) {
        if (invocation.options().format() != OutputFormat.TEXT) {
            return look.apply(segues.apply(event -> {}));
        }
        try (Narrator narrator = new Narrator(invocation, System::nanoTime)) {
            return look.apply(segues.apply(narrator));
        }
    }

    /**
     * @param segues makes the library with somebody who listens
     * @param run runs it
     */
    static ExitCode tell(
            Invocation invocation,
            Outcome outcome,
            Function<ExecutionListener, Segue> segues,
            Function<Segue, RunReport> run) {
        if (invocation.options().format() == OutputFormat.TEXT) {
            try (Narrator narrator = new Narrator(invocation, System::nanoTime)) {
                Segue segue = segues.apply(narrator);
                narrator.finish(run.apply(segue), outcome, segue.databaseDisplay());
            }
            return ExitCode.OK;
        }
        boolean isStream = invocation.options().format() == OutputFormat.JSONL;
        EventLines lines = new EventLines(invocation.terminal().out());
        RunReport report = run.apply(segues.apply(isStream ? lines : event -> {}));
        if (!isStream) {
            invocation.terminal().out().println(Json.line(EventLines.of(report)));
        }
        return ExitCode.OK;
    }
}
