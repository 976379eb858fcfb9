package dev.segue.journal;

import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal held at one moment.
 *
 * @param exists false on a database that was never changed by Segue
 * @param applied in the order in which they were applied
 * @param steps of revisions that were begun and are not finished, those included that wait to be contracted
 * @param plans of such revisions, where their steps were worked out
 */
public record JournalSnapshot(
        boolean exists, List<AppliedRevision> applied, List<StepRecord> steps, List<KeptPlanRecord> plans) {

    public JournalSnapshot {
        applied = List.copyOf(applied);
        steps = List.copyOf(steps);
        plans = List.copyOf(plans);
    }

    public static JournalSnapshot ofUntouchedDatabase() {
        return new JournalSnapshot(false, List.of(), List.of(), List.of());
    }

    public Set<RevisionId> appliedIds() {
        Set<RevisionId> ids = new LinkedHashSet<>();
        for (AppliedRevision revision : applied) {
            ids.add(revision.id());
        }
        return ids;
    }

    public Optional<AppliedRevision> find(RevisionId id) {
        return applied.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /** Steps of revisions that were begun and not finished: somebody was interrupted, or is at work. */
    public List<StepRecord> underWay() {
        return steps.stream()
                .filter(step -> plan(step.revision(), step.direction())
                        .filter(KeptPlanRecord::isHeld)
                        .isEmpty())
                .toList();
    }

    /** Plans of which everything but the contract phase is done, and that were not turned back since, oldest first. */
    public List<KeptPlanRecord> held() {
        return plans.stream()
                .filter(KeptPlanRecord::isHeld)
                .filter(plan -> plan.direction() == Direction.DOWNGRADE
                        || plan(plan.revision(), Direction.DOWNGRADE).isEmpty())
                .toList();
    }

    /** The plan that a revision was begun with; a plan of which no step was begun counts for nothing. */
    public Optional<KeptPlanRecord> plan(RevisionId revision, Direction direction) {
        for (KeptPlanRecord plan : plans) {
            boolean isMeant = plan.revision().equals(revision) && plan.direction() == direction;
            if (isMeant && (plan.isHeld() || isBegun(revision, direction))) {
                return Optional.of(plan);
            }
        }
        return Optional.empty();
    }

    /** True for an applied revision whose downgrade was begun, even if no step of it has run yet. */
    public boolean isBeingUndone(RevisionId revision) {
        for (KeptPlanRecord plan : plans) {
            if (plan.revision().equals(revision) && plan.direction() == Direction.DOWNGRADE) {
                return find(revision).isPresent();
            }
        }
        return false;
    }

    private boolean isBegun(RevisionId revision, Direction direction) {
        return steps.stream().anyMatch(step -> step.revision().equals(revision) && step.direction() == direction);
    }

    public boolean isDone(RevisionId revision, Direction direction, int ordinal) {
        return steps.stream()
                .anyMatch(step -> step.revision().equals(revision)
                        && step.direction() == direction
                        && step.ordinal() == ordinal
                        && step.state() == StepState.DONE);
    }
}
