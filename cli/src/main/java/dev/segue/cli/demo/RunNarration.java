package dev.segue.cli.demo;

import static dev.segue.cli.demo.Narration.counted;

import dev.segue.dialect.StatementProgress;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.Finding;
import dev.segue.execution.ExecutionEvent.HoldingBack;
import dev.segue.execution.ExecutionEvent.MigrationLockObtained;
import dev.segue.execution.ExecutionEvent.Progressed;
import dev.segue.execution.ExecutionEvent.RevisionFinished;
import dev.segue.execution.ExecutionEvent.RevisionJournalling;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.execution.ExecutionEvent.RunFinished;
import dev.segue.execution.ExecutionEvent.RunStarted;
import dev.segue.execution.ExecutionEvent.StepIntended;
import dev.segue.execution.ExecutionEvent.StepJournalled;
import dev.segue.execution.ExecutionEvent.StepRecovered;
import dev.segue.execution.ExecutionEvent.StepRun;
import dev.segue.execution.ExecutionEvent.StepStarted;
import dev.segue.execution.ExecutionEvent.UsesLookedAt;
import dev.segue.execution.ExecutionEvent.Waiting;
import dev.segue.execution.ExecutionEvent.WaitingForMigrationLock;
import dev.segue.execution.ExecutionEvent.Warned;
import dev.segue.execution.ExecutionListener;
import dev.segue.revision.RevisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells one run, revision by revision. As a visitor it answers what is under way from now on, where that changes. */
final class RunNarration implements ExecutionListener, ExecutionEvent.Visitor<Optional<String>> {

    private static final Optional<String> AS_BEFORE = Optional.empty();

    private final Narration narration;
    private final boolean isInDetail;
    private final List<String> recovered = new ArrayList<>();
    private long rowsChanged;

    private RunNarration(Narration narration, boolean isInDetail) {
        this.narration = narration;
        this.isInDetail = isInDetail;
    }

    /** A line for each revision. */
    static ExecutionListener inDetail(Narration narration) {
        return new RunNarration(narration, true);
    }

    /** Can be seen while it lasts, and leaves no line. */
    static ExecutionListener inPassing(Narration narration) {
        return new RunNarration(narration, false);
    }

    @Override
    public void on(ExecutionEvent event) {
        event.accept(this).ifPresent(narration::underWay);
    }

    @Override
    public Optional<String> visit(RunStarted event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(WaitingForMigrationLock event) {
        return Optional.of("waiting until another upgrade is over");
    }

    @Override
    public Optional<String> visit(UsesLookedAt event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(MigrationLockObtained event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(RevisionStarted event) {
        rowsChanged = 0;
        return Optional.of(RevisionTitles.of(event.revision().revision()));
    }

    @Override
    public Optional<String> visit(StepIntended event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(StepStarted event) {
        return Optional.of(event.step().summary());
    }

    @Override
    public Optional<String> visit(StepRun event) {
        rowsChanged += event.rowsChanged();
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(StepJournalled event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(StepRecovered event) {
        recovered.add("step " + event.step().ordinal() + ": " + sentence(event.finding()));
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(RevisionJournalling event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(RevisionFinished event) {
        if (isInDetail) {
            tell(event);
        }
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(HoldingBack event) {
        return Optional.of("holding back, because others are busy with the table");
    }

    @Override
    public Optional<String> visit(Waiting event) {
        return Optional.of("waiting for others who are busy with the table");
    }

    @Override
    public Optional<String> visit(Progressed event) {
        StatementProgress progress = event.progress();
        String percent = progress.total() > 0 ? ", " + 100 * progress.done() / progress.total() + " %" : "";
        return Optional.of(progress.phase() + percent);
    }

    @Override
    public Optional<String> visit(AttemptFailed event) {
        return Optional.of("making a pause before the next attempt");
    }

    @Override
    public Optional<String> visit(Warned event) {
        return AS_BEFORE;
    }

    @Override
    public Optional<String> visit(RunFinished event) {
        return AS_BEFORE;
    }

    private void tell(RevisionFinished finished) {
        String title = RevisionTitles.of(finished.revision().revision());
        boolean isAboutRows = finished.revision().revision().kind() == RevisionKind.DATA;
        if (recovered.isEmpty()) {
            narration.done(title, isAboutRows ? counted(rowsChanged) + " rows" : "", finished.duration());
        } else {
            narration.resumed(title, finished.duration());
            recovered.forEach(narration::note);
            recovered.clear();
        }
    }

    private static String sentence(Finding finding) {
        return switch (finding) {
            case WAS_DONE -> "had come to its end after all, and was not run again";
            case WAS_NOT_RUN -> "had not begun, and was run now";
            case WAS_CLEANED_UP -> "the half-built index was dropped, and built again";
        };
    }
}
