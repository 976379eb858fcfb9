package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Inverse;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.TransactionWish;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way back from a downgrade that was begun and not contracted: what its operations have prepared is taken away again, the
 * last one first, and what they have done already is done once more in the way of the upgrade.
 */
final class TurningBack {

    private final Dialect dialect;
    private final Ground ground;
    private final KeptPlan begun;
    private final PlanningContext context;

    /** @param begun the downgrade */
    TurningBack(Dialect dialect, Ground ground, KeptPlan begun, PlanningContext context) {
        this.dialect = dialect;
        this.ground = ground;
        this.begun = begun;
        this.context = context;
    }

    /**
     * @param undoing what the downgrade asks for
     * @param asked what the upgrade asks for
     * @throws dev.segue.problem.SegueException when it does not follow how something is done once more
     */
    List<Step> of(Revision revision, List<Intention> undoing, List<Intention> asked) {
        List<Step> steps = new ArrayList<>();
        for (int i = undoing.size() - 1; i >= 0; i--) {
            int operation = i;
            Optional<Share> share = begun.shares().stream()
                    .filter(one -> one.operation() == operation)
                    .findFirst();
            if (!isBegun(revision, undoing.get(i), share)) {
                continue;
            }
            if (share.isPresent() && !share.get().retreat().isEmpty()) {
                steps.addAll(share.get().retreat());
            } else {
                steps.addAll(new StepWriter(dialect, revision.kind(), TransactionWish.DEFAULT, context, new Order())
                        .write(doneOnceMore(revision, undoing.get(i), asked))
                        .steps());
            }
        }
        List<Step> placed = new ArrayList<>();
        for (Step step : steps) {
            placed.add(step.in(Phase.EXPAND).at(placed.size() + 1));
        }
        return placed;
    }

    private boolean isBegun(Revision revision, Intention undo, Optional<Share> share) {
        return begun.steps().stream()
                .filter(step -> step.phase() != Phase.CONTRACT)
                .filter(step -> share.map(own -> own.ordinals().contains(step.ordinal()))
                        .orElseGet(() -> step.summary().equals(undo.asked().summary())))
                .anyMatch(step -> ground.isBegun(revision.id(), Direction.DOWNGRADE, step.ordinal()));
    }

    /** What the upgrade says of it, or what is its exact inverse. */
    private List<Intention> doneOnceMore(Revision revision, Intention undo, List<Intention> asked) {
        Counterparts counterparts = new Counterparts(context.schema());
        List<Intention> again = asked.stream()
                .filter(there -> counterparts.isUndoneBy(there, undo))
                .toList();
        return again.isEmpty() ? inverse(revision, undo) : again;
    }

    private List<Intention> inverse(Revision revision, Intention undo) {
        List<Intention> inverse = new ArrayList<>();
        for (Operation operation : undo.meaning()) {
            if (!(operation.inverse(context.schema()) instanceof Inverse.Exact exact)) {
                throw cannotTurnBack(revision, undo);
            }
            List<Intention> undone = exact.operations().stream()
                    .map(again -> Intention.of(again, dialect, TransactionWish.DEFAULT))
                    .toList();
            inverse.addAll(0, undone);
        }
        if (inverse.isEmpty()) {
            throw cannotTurnBack(revision, undo);
        }
        return inverse;
    }

    private static RuntimeException cannotTurnBack(Revision revision, Intention undo) {
        return PlanProblem.CANNOT_TURN_BACK.with(
                "the downgrade of revision " + revision.id() + " cannot be turned back: how \""
                        + undo.asked().summary() + "\" is undone does not follow",
                "finish it with `segue downgrade " + revision.id() + "-1` and `segue contract " + revision.id()
                        + "`, then upgrade again");
    }
}
