package dev.segue.cli.narration;

import dev.segue.cli.Invocation;
import dev.segue.cli.terminal.Elapsed;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Progress;
import dev.segue.cli.terminal.ProgressLine;
import dev.segue.dialect.Blocker;
import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import dev.segue.plan.Ending;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.revision.Direction;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells a person what happens: a line for each revision on the output stream; waiting, recovery and progress on the error
 * stream, drawn in place where that is a terminal and a line now and then where it is not. Safe for use by several threads.
 */
public final class Narrator implements ExecutionListener, ExecutionEvent.Visitor<Narrator>, AutoCloseable {

    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(10);

    private final Invocation invocation;
    private final LongSupplier nanoTime;
    private final ProgressLine progressLine;
    private final Look look;
    private final Look errLook;
    private int held;
    private int halfWay;
    private String doing = "";
    private List<String> toldBlockers = List.of();
    private String phase = "";
    private long phaseSince;
    private long doneAtFirst;
    private long plainLineAt;

    public Narrator(Invocation invocation, LongSupplier nanoTime) {
        this.invocation = invocation;
        this.nanoTime = nanoTime;
        this.progressLine = new ProgressLine(invocation.terminal(), nanoTime);
        this.look = invocation.look();
        this.errLook = invocation.terminal().errLook();
        this.plainLineAt = nanoTime.getAsLong();
    }

    @Override
    public synchronized void on(ExecutionEvent event) {
        event.accept(this);
    }

    /** The last line. */
    public void finish(RunReport report, Outcome outcome, String database) {
        int count = report.revisions().size();
        if (count > 0) {
            say(look.good(outcome.done()) + " " + outcome.behindVerb(count) + " " + database + ", "
                    + Elapsed.text(report.duration()));
        } else if (halfWay == 0) {
            say(outcome.nothing(database));
        }
        if (halfWay > 0) {
            remark("what stays half-way is gone on with by the same command without --phase");
        }
        if (held > 0) {
            remark("when nobody uses what is on its way out any more, run `segue contract`");
        }
    }

    @Override
    public void close() {
        progressLine.clear();
    }

    @Override
    public Narrator visit(ExecutionEvent.RunStarted event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.WaitingForMigrationLock event) {
        return remark("waiting for another run of Segue: " + event.holder().orElse("it cannot be seen which"));
    }

    @Override
    public Narrator visit(ExecutionEvent.MigrationLockObtained event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.UsesLookedAt event) {
        UseText.lines(event.leaving(), event.uses()).forEach(this::remark);
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.RevisionStarted event) {
        doing = "[" + event.number() + "/" + event.of() + "] " + title(event.revision());
        progressLine.show(doing);
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.StepIntended event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.StepStarted event) {
        phase = "";
        toldBlockers = List.of();
        if (invocation.options().isVerbose()) {
            remark(errLook.dim(sql(event.step()).indent(2).stripTrailing()));
        }
        progressLine.show(doing + "  " + step(event.revision(), event.step()));
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.StepRun event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.StepJournalled event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.StepRecovered event) {
        String finding = switch (event.finding()) {
            case WAS_DONE -> "had run to its end";
            case WAS_NOT_RUN -> "had not run, and is run now";
            case WAS_CLEANED_UP -> "was left half done; that is taken away, and it is run now";
        };
        return remark("after the interruption: " + step(event.revision(), event.step()) + " of "
                + event.revision().revision().id() + " " + finding);
    }

    @Override
    public Narrator visit(ExecutionEvent.RevisionJournalling event) {
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.RevisionFinished event) {
        if (event.revision().staysHalfWay()) {
            halfWay++;
            say(look.warning(look.symbol("◐", "~")) + " " + title(event.revision()) + "  "
                    + look.dim(Elapsed.text(event.duration())) + look.warning("  stays half-way"));
            return this;
        }
        String mark = event.revision().direction() == Direction.UPGRADE
                ? look.good(look.symbol("✓", "+"))
                : look.warning(look.symbol("↶", "-"));
        boolean isHeld = event.revision().leavesContraction();
        if (isHeld) {
            held++;
        }
        say(mark + " " + title(event.revision()) + "  " + look.dim(Elapsed.text(event.duration()))
                + (isHeld ? look.warning("  held for `segue contract`") : "")
                + (event.revision().ending() == Ending.RETAINED ? "  stays: its downgrade is turned back" : ""));
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.HoldingBack event) {
        return tell("holding back, so that nobody has to wait behind us", event.blockers());
    }

    @Override
    public Narrator visit(ExecutionEvent.Waiting event) {
        return tell("waiting", event.blockers());
    }

    @Override
    public Narrator visit(ExecutionEvent.Progressed event) {
        StatementProgress progress = event.progress();
        long now = nanoTime.getAsLong();
        if (!progress.phase().equals(phase)) {
            phase = progress.phase();
            phaseSince = now;
            doneAtFirst = progress.done();
        }
        String text = doing + "  " + phase;
        if (progress.done() > 0 || progress.total() > 0) {
            text += "  " + told(progress, now).text(errLook);
        }
        if (progressLine.isWatched()) {
            showUnlessQuiet(text);
        } else if (now - plainLineAt >= BETWEEN_PLAIN_LINES.toNanos()) {
            plainLineAt = now;
            remark(text);
        }
        if (!progress.waitsFor().isEmpty()) {
            tell("waiting for transactions to end", progress.waitsFor());
        }
        return this;
    }

    private Progress told(StatementProgress progress, long now) {
        if (progress.rate() > 0) {
            return Progress.at(progress.done(), progress.total(), progress.unit(), progress.rate());
        }
        return new Progress(
                progress.done(), progress.total(), progress.unit(), Duration.ofNanos(now - phaseSince), doneAtFirst);
    }

    @Override
    public Narrator visit(ExecutionEvent.AttemptFailed event) {
        return remark("attempt " + event.attempt() + ": " + event.problem().headline() + "; again in "
                + Elapsed.text(event.pause()));
    }

    @Override
    public Narrator visit(ExecutionEvent.Warned event) {
        Problem problem = event.problem();
        remark(problem.code().code() + ": " + problem.headline());
        problem.details().forEach(this::remark);
        return this;
    }

    @Override
    public Narrator visit(ExecutionEvent.RunFinished event) {
        return this;
    }

    /** Told once for the same sessions, however often they are seen. */
    private Narrator tell(String what, List<Blocker> blockers) {
        List<String> sessions =
                blockers.stream().map(Blocker::sessionId).sorted().toList();
        if (!sessions.equals(toldBlockers)) {
            toldBlockers = sessions;
            remark(what + ":");
            blockers.forEach(blocker -> remark("  " + blocker.text()));
        }
        return this;
    }

    private void showUnlessQuiet(String text) {
        if (!invocation.options().isQuiet()) {
            progressLine.show(text);
        }
    }

    private void say(String line) {
        if (!invocation.options().isQuiet()) {
            progressLine.printAbove(() -> invocation.line(line));
        }
    }

    private Narrator remark(String line) {
        progressLine.printAbove(() -> invocation.remark(line));
        return this;
    }

    private static String title(PlannedRevision planned) {
        return planned.revision().id() + " " + planned.revision().message();
    }

    private static String step(PlannedRevision planned, Step step) {
        return "step " + step.ordinal() + "/" + planned.steps().size() + " " + step.summary();
    }

    private static String sql(Step step) {
        return step.action() instanceof StepAction.RunStatement run
                ? run.statement().asWrittenWithoutPasswords()
                : step.summary();
    }
}
