package dev.segue.execution;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.OldName;
import dev.segue.dialect.StatementProgress;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.Problem;
import dev.segue.step.Step;
import dev.segue.verification.StillUsed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened while a plan was run. Events are told on the thread that runs the plan, at the moment they
 * name, except {@link Waiting}, {@link Progressed} and {@link AttemptFailed}, which may come from a thread that watches or
 * helps with a backfill.
 */
public sealed interface ExecutionEvent {

    <R> R accept(Visitor<R> visitor);

    /** There is something to do. */
    record RunStarted(Plan plan) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Another runner holds the migration lock. Told once for each holder. */
    record WaitingForMigrationLock(Optional<String> holder) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Before a contraction: who was seen to use what it takes away. Told also where nobody was, or could be. */
    record UsesLookedAt(List<OldName> leaving, StillUsed uses) implements ExecutionEvent {
        public UsesLookedAt {
            leaving = List.copyOf(leaving);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record MigrationLockObtained() implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** @param number counted from 1 */
    record RevisionStarted(PlannedRevision revision, int number, int of) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The journal says that the step may run now; from here on a crash has to be looked into. Alone steps only. */
    record StepIntended(PlannedRevision revision, Step step) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Of steps that are sent in one message all are told before the first of them runs. When that message fails, they are
     * run and told once more, one by one.
     */
    record StepStarted(PlannedRevision revision, Step step) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * The statement has ended; nothing of it is in the journal yet.
     *
     * @param duration of the whole message, where several steps were sent in one
     */
    record StepRun(PlannedRevision revision, Step step, long rowsChanged, Duration duration) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The journal knows that the step is done. Told for steps that are journalled one by one. */
    record StepJournalled(PlannedRevision revision, Step step) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** After an interruption the database was asked, and this is what is done about it. */
    record StepRecovered(PlannedRevision revision, Step step, Finding finding) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** All steps have run; the next thing is the commit with the revision's row in the journal. */
    record RevisionJournalling(PlannedRevision revision) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record RevisionFinished(PlannedRevision revision, Duration duration) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Others hold what the next steps need, so the queue is not joined yet. */
    record HoldingBack(List<Blocker> blockers) implements ExecutionEvent {
        public HoldingBack {
            blockers = List.copyOf(blockers);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The running statement waits for these sessions. */
    record Waiting(List<Blocker> blockers) implements ExecutionEvent {
        public Waiting {
            blockers = List.copyOf(blockers);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The running statement, or a backfill between two of its batches, tells how far it is. */
    record Progressed(StatementProgress progress) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** An attempt was given up, rolled back, and is made again after a pause. */
    record AttemptFailed(int attempt, Problem problem, Duration pause) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Something was found that does not stop the run, and that somebody should know. */
    record Warned(Problem problem) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record RunFinished(RunReport report) implements ExecutionEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** An answer for every event; deliberately without default methods. */
    interface Visitor<R> {
        R visit(RunStarted event);

        R visit(WaitingForMigrationLock event);

        R visit(MigrationLockObtained event);

        R visit(UsesLookedAt event);

        R visit(RevisionStarted event);

        R visit(StepIntended event);

        R visit(StepStarted event);

        R visit(StepRun event);

        R visit(StepJournalled event);

        R visit(StepRecovered event);

        R visit(RevisionJournalling event);

        R visit(RevisionFinished event);

        R visit(HoldingBack event);

        R visit(Waiting event);

        R visit(Progressed event);

        R visit(AttemptFailed event);

        R visit(Warned event);

        R visit(RunFinished event);
    }

    /** What was found of a step that was interrupted. */
    enum Finding {
        /** It had run to its end. */
        WAS_DONE,
        /** It had not begun, and is run now. */
        WAS_NOT_RUN,
        /** What it left half done was taken away, and it is run now. */
        WAS_CLEANED_UP
    }
}
