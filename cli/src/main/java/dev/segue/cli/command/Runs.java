package dev.segue.cli.command;

import dev.segue.Segue;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.narration.EventLines;
import dev.segue.cli.narration.Narrator;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import java.util.function.Function;

/** Runs something on a database and tells of it in the format that was asked for. */
final class Runs {

    private Runs() {}

    /** @param segues makes the library with somebody who listens */
    static ExitCode tell(
            Invocation invocation, Function<ExecutionListener, Segue> segues, Function<Segue, RunReport> work) {
        switch (invocation.options().format()) {
            case TEXT -> {
                try (Narrator narrator = new Narrator(invocation, System::nanoTime)) {
                    Segue segue = segues.apply(narrator);
                    narrator.finish(work.apply(segue), segue.databaseDisplay());
                }
            }
            case JSON -> {
                RunReport report = work.apply(segues.apply(event -> {}));
                invocation.terminal().out().println(Json.line(EventLines.of(report)));
            }
            case JSONL ->
                work.apply(segues.apply(new EventLines(invocation.terminal().out())));
        }
        return ExitCode.OK;
    }
}
