package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Operation;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.step.TransactionScope;
import java.util.List;

/** Reads revisions into drafts, with what is needed to turn these into steps. */
record Drafts(Dialect dialect, PlanningOptions options) {

    /** @throws dev.segue.problem.SegueException when the revision cannot be read, or cannot be undone if that is asked for */
    Draft of(Revision revision, Direction direction) {
        RevisionContent content = revision.source().content();
        return direction == Direction.UPGRADE
                ? of(revision, content.upgrade(), content.upgradeWish())
                : of(revision, Downgrades.operations(revision, content, dialect), content.downgradeWish());
    }

    private Draft of(Revision revision, List<Operation> operations, TransactionWish wish) {
        return new Draft(revision, Intention.all(operations, dialect, wish), wish);
    }

    PlanningContext context(Revision revision, Schema schema) {
        return new PlanningContext(
                schema, revision.id().value(), options.rollout(), options.smallTableRows(), options.smallTableBytes());
    }

    TransactionScope scopeOf(TransactionWish wish) {
        return wish == TransactionWish.NONE ? TransactionScope.STATEMENT : options.scope();
    }
}
