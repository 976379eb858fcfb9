package dev.segue.plan;

import dev.segue.dialect.PlanningContext;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.schema.Schema;
import dev.segue.step.Step;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Plans for revisions that were begun in one direction and are now wanted in the other one. */
final class ChangeOfDirection {

    private final Drafts drafts;
    private final Ground ground;
    private final int databaseVersion;
    private final List<Draft> turnedBack = new ArrayList<>();

    ChangeOfDirection(Drafts drafts, Ground ground, int databaseVersion) {
        this.drafts = drafts;
        this.ground = ground;
        this.databaseVersion = databaseVersion;
    }

    /** What a downgrade has left behind is still to be seen in the database that the others would be planned on. */
    void refuseToFollow(Draft draft) {
        for (Draft before : turnedBack) {
            if (!Collections.disjoint(before.tables(), draft.tables())) {
                throw PlanProblem.CANNOT_BE_ORDERED.with(
                        "revision " + draft.revision().id() + " has to wait until the downgrade of revision "
                                + before.revision().id() + " is turned back, which changes the same tables",
                        "run `segue upgrade " + before.revision().id() + "` first");
            }
        }
    }

    /** The upgrade that a downgrade has to take back, because it was begun and not contracted. */
    Optional<KeptPlan> begun(Draft draft) {
        Optional<KeptPlan> begun = ground.kept(draft.revision().id(), Direction.UPGRADE);
        begun.ifPresent(upgrade -> {
            upgrade.refuseEdited(draft.revision());
            refuseTurnedBack(draft.revision(), upgrade);
        });
        return begun;
    }

    private static void refuseTurnedBack(Revision revision, KeptPlan upgrade) {
        if (upgrade.isWayBack()) {
            throw PlanProblem.CANNOT_TURN_BACK.with(
                    "the downgrade of revision " + revision.id() + " is being turned back, which is half-way",
                    "finish that with `segue upgrade " + revision.id() + "`, then downgrade again");
        }
    }

    PlannedRevision retreat(Draft draft, KeptPlan begun, Schema schema) {
        List<Step> steps = new Retreat(drafts.dialect(), ground, begun, context(draft.revision(), schema))
                .of(draft.revision(), draft.intentions());
        return new PlannedRevision(
                draft.revision(),
                Direction.DOWNGRADE,
                TransactionScope.REVISION,
                steps,
                List.of(),
                List.of(Share.WAY_BACK),
                List.of(),
                Ending.REVERTED,
                false);
    }

    /** The revision is applied and stays so; what its downgrade has begun is taken back. */
    PlannedRevision turnedBack(Draft draft, Schema schema) {
        turnedBack.add(draft);
        Revision revision = draft.revision();
        Optional<KeptPlan> again = ground.kept(revision.id(), Direction.UPGRADE).filter(KeptPlan::isWayBack);
        if (again.isPresent()) {
            return retained(revision, again.get().steps(), true);
        }
        Optional<KeptPlan> undoing = ground.kept(revision.id(), Direction.DOWNGRADE);
        if (undoing.isEmpty() && !ground.isBegun(revision.id(), Direction.DOWNGRADE)) {
            return retained(revision, List.of(), false);
        }
        undoing.ifPresent(plan -> plan.refuseEdited(revision));
        if (undoing.isEmpty() || undoing.get().isWayBack() || undoing.get().isAsWritten()) {
            throw PlanProblem.CANNOT_TURN_BACK.with(
                    "the downgrade of revision " + revision.id() + " is half-way and cannot be turned back",
                    "finish it with `segue downgrade " + revision.id() + "-1`, then upgrade again");
        }
        List<Intention> undone = drafts.of(revision, Direction.DOWNGRADE).intentions();
        List<Step> steps = new TurningBack(drafts.dialect(), ground, undoing.get(), context(revision, schema))
                .of(revision, undone, draft.intentions());
        return retained(revision, steps, false);
    }

    private static PlannedRevision retained(Revision revision, List<Step> steps, boolean isKept) {
        return new PlannedRevision(
                revision,
                Direction.UPGRADE,
                TransactionScope.REVISION,
                steps,
                List.of(),
                steps.isEmpty() ? List.of() : List.of(Share.WAY_BACK),
                List.of(),
                Ending.RETAINED,
                isKept);
    }

    private PlanningContext context(Revision revision, Schema schema) {
        return drafts.context(revision, schema).withDatabaseVersion(databaseVersion);
    }
}
