package dev.segue.execution;

import dev.segue.journal.JournalSnapshot;
import dev.segue.journal.StepRecord;
import dev.segue.journal.StepState;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;

/** What earlier runs left half-way, as the journal told it at the beginning of this one. */
final class Resumption {

    private final List<StepRecord> underWay;

    Resumption(JournalSnapshot snapshot) {
        this.underWay = snapshot.underWay();
    }

    /** @throws dev.segue.problem.SegueException when a revision was begun in the other direction and not finished */
    void refuseTurningBackHalfWay(Plan plan) {
        for (StepRecord record : underWay) {
            if (record.direction() != plan.direction()) {
                RevisionId id = record.revision();
                String begun = record.direction() == Direction.UPGRADE ? "upgrade" : "downgrade";
                throw ExecutionProblem.HALF_WAY.with(
                        "the " + begun + " of revision " + id + " was begun and not finished",
                        "finish it with `segue " + begun
                                + "`; or put its objects back by hand and run `segue stamp --abandon " + id + "`");
            }
        }
    }

    /** @throws dev.segue.problem.SegueException when the step is not the one that ran */
    boolean isDone(PlannedRevision revision, Step step) {
        Optional<StepRecord> earlier = find(revision, step);
        earlier.filter(record -> !record.checksum().equals(step.checksum())).ifPresent(record -> {
            throw ExecutionProblem.EDITED_HALF_WAY.with(
                    "revision " + record.revision() + " was edited after its step " + record.ordinal() + " had begun: "
                            + record.summary(),
                    "put the revision back as it was and finish it, then write a new one for the change");
        });
        return earlier.filter(record -> record.state() == StepState.DONE).isPresent();
    }

    boolean wasIntended(PlannedRevision revision, Step step) {
        return find(revision, step)
                .filter(record -> record.state() == StepState.INTENDED)
                .isPresent();
    }

    private Optional<StepRecord> find(PlannedRevision revision, Step step) {
        return underWay.stream()
                .filter(record -> record.revision().equals(revision.revision().id()))
                .filter(record -> record.direction() == revision.direction())
                .filter(record -> record.ordinal() == step.ordinal())
                .findFirst();
    }
}
