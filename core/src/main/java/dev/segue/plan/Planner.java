package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.operation.Operation;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.List;

/** Makes a plan of revisions that are already in the order in which they are to be run. */
public final class Planner {

    private final Dialect dialect;
    private final TransactionScope scope;

    public Planner(Dialect dialect, TransactionScope scope) {
        this.dialect = dialect;
        this.scope = scope;
    }

    /**
     * @throws dev.segue.problem.SegueException when a revision cannot be read, does not say how it is undone, or asks
     *     for what cannot be planned; nothing has been changed then
     */
    public Plan upgrade(List<Revision> revisions) {
        List<PlannedRevision> planned = new ArrayList<>();
        for (Revision revision : revisions) {
            planned.add(upgrade(revision));
        }
        return checked(new Plan(Direction.UPGRADE, planned));
    }

    /** @throws dev.segue.problem.SegueException when a revision cannot be undone, or cannot be read */
    public Plan downgrade(List<Revision> revisions) {
        List<PlannedRevision> planned = new ArrayList<>();
        for (Revision revision : revisions) {
            planned.add(downgrade(revision));
        }
        return checked(new Plan(Direction.DOWNGRADE, planned));
    }

    private PlannedRevision upgrade(Revision revision) {
        RevisionContent content = revision.source().content();
        if (content.downgrade() instanceof Downgrade.Missing) {
            throw PlanProblem.NO_DOWNGRADE.with(
                    "revision " + revision.id() + " (" + revision.source().location()
                            + ") does not say how it is undone",
                    "add a -- segue:downgrade part, or -- segue:irreversible \"reason\" in it");
        }
        return planned(revision, Direction.UPGRADE, content.upgrade(), content.upgradeWish());
    }

    private PlannedRevision downgrade(Revision revision) {
        RevisionContent content = revision.source().content();
        Downgrade downgrade = content.downgrade();
        if (downgrade instanceof Downgrade.Irreversible irreversible) {
            throw PlanProblem.IRREVERSIBLE.with(
                    "revision " + revision.id() + " cannot be undone: " + irreversible.reason(),
                    "choose a target above it, or restore a backup");
        }
        if (downgrade instanceof Downgrade.Missing) {
            throw PlanProblem.NO_DOWNGRADE.with(
                    "revision " + revision.id() + " (" + revision.source().location()
                            + ") does not say how it is undone",
                    "add a -- segue:downgrade part to it");
        }
        List<Operation> operations = downgrade instanceof Downgrade.Steps steps ? steps.operations() : List.of();
        return planned(revision, Direction.DOWNGRADE, operations, content.downgradeWish());
    }

    private PlannedRevision planned(
            Revision revision, Direction direction, List<Operation> operations, TransactionWish wish) {
        List<Step> steps = StepWriter.write(operations, dialect, wish);
        TransactionScope effective = wish == TransactionWish.NONE ? TransactionScope.STATEMENT : scope;
        return new PlannedRevision(revision, direction, effective, steps);
    }

    private Plan checked(Plan plan) {
        if (scope == TransactionScope.RUN) {
            plan.revisions().stream()
                    .filter(planned -> !planned.isAtomic())
                    .findFirst()
                    .ifPresent(planned -> {
                        throw PlanProblem.NOT_IN_ONE_TRANSACTION.with(
                                "one transaction for the whole run was asked for, but revision "
                                        + planned.revision().id() + " holds " + offending(planned),
                                "run with one transaction for each revision");
                    });
        }
        return plan;
    }

    private static String offending(PlannedRevision planned) {
        return planned.steps().stream()
                .filter(step -> step.transactionMode() != TransactionMode.SHARED)
                .findFirst()
                .map(step -> "a statement that cannot share it: " + step.summary())
                .orElse("-- segue:no-transaction");
    }
}
