package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.DropTable;
import dev.segue.operation.Inverse;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.SetNotNull;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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

    Retreat(Dialect dialect, Ground ground, KeptPlan begun, PlanningContext context) {
        this.dialect = dialect;
        this.ground = ground;
        this.begun = begun;
        this.context = context;
    }

    /** @param undoing what the revision says about its way back */
    List<Step> of(Revision revision, List<Intention> undoing) {
        RevisionContent content = revision.source().content();
        List<Intention> asked = content.upgrade().stream()
                .map(operation -> Intention.of(operation, dialect, content.upgradeWish()))
                .toList();
        Set<Integer> taken = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Intention undo : undoing) {
            Optional<Share> share = shareUndoneBy(undo, asked, taken);
            if (share.isPresent()) {
                taken.add(share.get().operation());
                steps.addAll(share.get().retreat());
            } else if (wasRun(revision, undo, asked)) {
                steps.addAll(new StepWriter(dialect, content.downgradeWish(), context, new Order())
                        .write(List.of(undo))
                        .steps());
            }
        }
        List<Step> first = new ArrayList<>();
        for (int i = begun.shares().size() - 1; i >= 0; i--) {
            Share share = begun.shares().get(i);
            if (!taken.contains(share.operation())) {
                first.addAll(share.retreat());
            }
        }
        first.addAll(steps);
        List<Step> placed = new ArrayList<>();
        for (Step step : first) {
            placed.add(step.in(Phase.EXPAND).at(placed.size() + 1));
        }
        return placed;
    }

    private Optional<Share> shareUndoneBy(Intention undo, List<Intention> asked, Set<Integer> taken) {
        return begun.shares().stream()
                .filter(share -> !taken.contains(share.operation()))
                .filter(share -> share.operation() < asked.size())
                .filter(share -> isUndoneBy(asked.get(share.operation()), undo))
                .findFirst();
    }

    private boolean isUndoneBy(Intention asked, Intention undo) {
        return undo.meaning().stream()
                .anyMatch(back -> asked.meaning().stream().anyMatch(there -> isUndoneBy(there, back)));
    }

    private boolean isUndoneBy(Operation there, Operation back) {
        if (there instanceof ChangeColumnType to && back instanceof ChangeColumnType from) {
            return to.table().equals(from.table()) && to.column().equals(from.column());
        }
        if (there instanceof DropColumn drop && back instanceof AddColumn add) {
            return drop.table().equals(add.table())
                    && drop.column().equals(add.column().name());
        }
        if (there instanceof DropTable drop && back instanceof CreateTable create) {
            return drop.table().equals(create.table().name());
        }
        if (there instanceof DropIndex drop && back instanceof CreateIndex create) {
            return create.index().name().equals(Optional.of(drop.index().name()));
        }
        if (there instanceof SetNotNull set && back instanceof DropNotNull drop) {
            return set.table().equals(drop.table()) && set.column().equals(drop.column());
        }
        if (there instanceof RemoveEnumValue remove && back instanceof dev.segue.operation.AddEnumValue add) {
            return remove.type().equals(add.type()) && remove.value().equals(add.value());
        }
        return there.inverse(context.schema()) instanceof Inverse.Exact exact
                && exact.operations().size() == 1
                && Objects.equals(exact.operations().get(0), back);
    }

    /** A revision that stopped half-way may not have come to what this would undo. */
    private boolean wasRun(Revision revision, Intention undo, List<Intention> asked) {
        for (int i = 0; i < asked.size(); i++) {
            int operation = i;
            boolean isShare = begun.shares().stream().anyMatch(share -> share.operation() == operation);
            if (!isShare && isUndoneBy(asked.get(i), undo)) {
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
