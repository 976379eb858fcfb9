package dev.segue.execution;

import dev.segue.journal.JournalSnapshot;
import dev.segue.journal.StepRecord;
import dev.segue.journal.StepState;
import dev.segue.plan.Ending;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;

/** What earlier runs left half-way, as the journal told it at the beginning of this one. */
final class Resumption {

    private final JournalSnapshot snapshot;

    Resumption(JournalSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Where the steps were worked out, the way back from every point was worked out with them.
     *
     * @throws SegueException when a revision was begun in the other direction and not finished
     */
    void refuseTurningBackHalfWay(Plan plan) {
        for (StepRecord record : snapshot.underWay()) {
            boolean isDecided = record.direction() == plan.direction()
                    || hasWayBack(record)
                    || isIn(plan, record.revision(), record.direction());
            boolean isTurnedBack = record.direction() == Direction.DOWNGRADE
                    && plan.revisions().stream()
                            .anyMatch(revision -> revision.revision().id().equals(record.revision())
                                    && revision.ending() == Ending.RETAINED);
            if (!isDecided && !isTurnedBack) {
                throw halfWay(record);
            }
        }
    }

    private boolean hasWayBack(StepRecord record) {
        return record.direction() == Direction.UPGRADE
                && snapshot.plan(record.revision(), Direction.UPGRADE)
                        .filter(kept -> !kept.isAsWritten())
                        .isPresent();
    }

    private static boolean isIn(Plan plan, RevisionId id, Direction direction) {
        return plan.revisions().stream()
                .anyMatch(revision -> revision.revision().id().equals(id) && revision.direction() == direction);
    }

    private SegueException halfWay(StepRecord record) {
        RevisionId id = record.revision();
        boolean isUpgrade = record.direction() == Direction.UPGRADE;
        boolean isBeingTurnedBack = !isUpgrade && hasBegun(id, Direction.UPGRADE) && snapshot.isBeingUndone(id);
        if (isBeingTurnedBack) {
            return ExecutionProblem.HALF_WAY.with(
                    "the downgrade of revision " + id + " is being turned back, which is not finished",
                    "finish that with `segue upgrade " + id + "`");
        }
        String command = isUpgrade ? "segue upgrade " + id : "segue downgrade " + id + "-1";
        return ExecutionProblem.HALF_WAY.with(
                "the " + (isUpgrade ? "upgrade" : "downgrade") + " of revision " + id + " was begun and not finished",
                "finish it with `" + command + "`; or put its objects back by hand and run `segue stamp --abandon " + id
                        + "`");
    }

    private boolean hasBegun(RevisionId id, Direction direction) {
        return snapshot.steps().stream().anyMatch(step -> step.revision().equals(id) && step.direction() == direction);
    }

    /**
     * @param answer that a step is to be run again is also said of what it is now
     * @throws SegueException when steps that have begun are other ones now, or gone
     */
    void refuseEdited(Plan plan, OperatorAnswer answer) {
        for (PlannedRevision revision : plan.revisions()) {
            if (revision.isKept() || revision.ending() == Ending.RETAINED) {
                continue;
            }
            for (StepRecord record : recordsOf(revision)) {
                boolean isAnswered = record.state() == StepState.INTENDED && answer == OperatorAnswer.RUN_IT_AGAIN;
                if (!isAnswered && !isStillThere(record, revision)) {
                    throw edited(record);
                }
            }
        }
    }

    boolean isDone(PlannedRevision revision, Step step) {
        return isIn(StepState.DONE, revision, step);
    }

    boolean wasIntended(PlannedRevision revision, Step step) {
        return isIn(StepState.INTENDED, revision, step);
    }

    private boolean isIn(StepState state, PlannedRevision revision, Step step) {
        for (StepRecord record : recordsOf(revision)) {
            if (record.ordinal() == step.ordinal() && record.state() == state) {
                return true;
            }
        }
        return false;
    }

    private List<StepRecord> recordsOf(PlannedRevision revision) {
        if (snapshot.steps().isEmpty()) {
            return List.of();
        }
        return snapshot.steps().stream()
                .filter(record -> record.revision().equals(revision.revision().id()))
                .filter(record -> record.direction() == revision.direction())
                .toList();
    }

    private static boolean isStillThere(StepRecord record, PlannedRevision revision) {
        Optional<Step> now = revision.steps().stream()
                .filter(step -> step.ordinal() == record.ordinal())
                .findFirst();
        return now.filter(step -> step.checksum().equals(record.checksum())).isPresent();
    }

    private static SegueException edited(StepRecord record) {
        String remedy = "put the revision back as it was and finish it, then write a new one for the change";
        return ExecutionProblem.EDITED_HALF_WAY.with(
                "revision " + record.revision() + " was edited after its step " + record.ordinal() + " had begun: "
                        + record.summary(),
                record.state() == StepState.DONE
                        ? remedy
                        : remedy + "; or, if you know that nothing is left of that step, run the same command with"
                                + " --resolve again");
    }
}
