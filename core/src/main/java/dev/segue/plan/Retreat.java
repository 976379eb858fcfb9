package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way back from a revision that was begun and not contracted: what its operations have prepared is taken away again,
 * and only what was run as written is undone as the revision says.
 */
final class Retreat {

    private final Dialect dialect;
    private final Ground ground;
    private final KeptPlan begun;
    private final PlanningContext context;
    private final Counterparts counterparts;

    Retreat(Dialect dialect, Ground ground, KeptPlan begun, PlanningContext context) {
        this.dialect = dialect;
        this.ground = ground;
        this.begun = begun;
        this.context = context;
        this.counterparts = new Counterparts(context.schema());
    }

    /** @param undoing what the revision says about its way back */
    List<Step> of(Revision revision, List<Intention> undoing) {
        RevisionContent content = revision.source().content();
        List<Intention> asked = Intention.all(content.upgrade(), dialect, content.upgradeWish());
        HeldDrops drops = new HeldDrops(context.schema(), meantBy(asked));
        Set<Integer> taken = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Intention undo : undoing) {
            Optional<Share> share = shareUndoneBy(undo, asked, taken);
            if (share.isPresent()) {
                taken.add(share.get().operation());
                steps.addAll(retreat(revision, share.get()));
            } else if (!drops.leaveNothingToDoFor(undo, counterparts) && wasRun(revision, undo, asked)) {
                steps.addAll(new StepWriter(dialect, revision.kind(), content.downgradeWish(), context, new Order())
                        .write(List.of(undo))
                        .steps());
            }
        }
        List<Step> first = new ArrayList<>();
        for (int i = begun.shares().size() - 1; i >= 0; i--) {
            Share share = begun.shares().get(i);
            if (!taken.contains(share.operation())) {
                first.addAll(retreat(revision, share));
            }
        }
        first.addAll(steps);
        List<Step> placed = new ArrayList<>();
        for (Step step : first) {
            placed.add(step.in(Phase.EXPAND).at(placed.size() + 1));
        }
        return placed;
    }

    /** Of what was not begun there is nothing to take back, and what is there under its name is somebody else's. */
    private List<Step> retreat(Revision revision, Share share) {
        boolean isBegun = share.ordinals().stream()
                .anyMatch(ordinal -> ground.isBegun(revision.id(), Direction.UPGRADE, ordinal));
        return isBegun ? share.retreat() : List.of();
    }

    private Optional<Share> shareUndoneBy(Intention undo, List<Intention> asked, Set<Integer> taken) {
        return begun.shares().stream()
                .filter(share -> !taken.contains(share.operation()))
                .filter(share -> share.operation() < asked.size())
                .filter(share -> counterparts.isUndoneBy(asked.get(share.operation()), undo))
                .findFirst();
    }

    /** All that the operations mean that were begun in another form than the one in which they are written. */
    private List<Operation> meantBy(List<Intention> asked) {
        return begun.shares().stream()
                .filter(share -> share.operation() < asked.size())
                .flatMap(share -> asked.get(share.operation()).meaning().stream())
                .toList();
    }

    /** A revision that stopped half-way may not have come to what this would undo. */
    private boolean wasRun(Revision revision, Intention undo, List<Intention> asked) {
        for (int i = 0; i < asked.size(); i++) {
            int operation = i;
            boolean isShare = begun.shares().stream().anyMatch(share -> share.operation() == operation);
            if (!isShare && counterparts.isUndoneBy(asked.get(i), undo)) {
                return stepOf(asked.get(i))
                        .map(step -> ground.isDone(revision.id(), Direction.UPGRADE, step.ordinal()))
                        .orElse(true);
            }
        }
        return true;
    }

    private Optional<Step> stepOf(Intention asked) {
        return begun.steps().stream()
                .filter(step -> step.summary().equals(asked.asked().summary()))
                .findFirst();
    }
}
