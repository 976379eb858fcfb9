package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.operation.Inverse;
import dev.segue.operation.Operation;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** The ways back that revisions give, or that follow from what they ask for. */
final class Downgrades {

    private Downgrades() {}

    /** @throws dev.segue.problem.SegueException when the revision does not say how it is undone, and it does not follow */
    static void requireWayBack(Revision revision, RevisionContent content, Dialect dialect) {
        if (content.downgrade() instanceof Downgrade.Missing) {
            derived(revision, content, dialect);
        }
    }

    /** @throws dev.segue.problem.SegueException when the revision cannot be undone, or does not say how */
    static List<Operation> operations(Revision revision, RevisionContent content, Dialect dialect) {
        Downgrade downgrade = content.downgrade();
        if (downgrade instanceof Downgrade.Irreversible irreversible) {
            throw PlanProblem.IRREVERSIBLE.with(
                    "revision " + revision.id() + " cannot be undone: " + irreversible.reason(),
                    "choose a target above it, or restore a backup");
        }
        if (downgrade instanceof Downgrade.Missing) {
            return derived(revision, content, dialect);
        }
        return downgrade instanceof Downgrade.Steps steps ? steps.operations() : List.of();
    }

    private static List<Operation> derived(Revision revision, RevisionContent content, Dialect dialect) {
        Schema nothing = Schema.unknown(dialect.syntax());
        List<Operation> undoing = new ArrayList<>();
        for (Intention intention : Intention.all(content.upgrade(), dialect, TransactionWish.DEFAULT)) {
            if (!intention.isFree()) {
                throw missing(revision, "\"" + intention.asked().summary() + "\" is run as it is written");
            }
            List<Operation> undoingThis = new ArrayList<>();
            for (Operation operation : intention.meaning()) {
                Inverse inverse = operation.inverse(nothing);
                if (!(inverse instanceof Inverse.Exact exact)) {
                    throw missing(
                            revision,
                            "\"" + operation.summary() + "\" has no way back that loses nothing: " + reason(inverse));
                }
                undoingThis.addAll(0, exact.operations());
            }
            undoing.addAll(0, undoingThis);
        }
        return undoing;
    }

    private static String reason(Inverse inverse) {
        if (inverse instanceof Inverse.Lossy lossy) {
            return "lost would be " + lossy.loss();
        }
        return inverse instanceof Inverse.Impossible impossible ? impossible.reason() : "";
    }

    private static RuntimeException missing(Revision revision, String why) {
        return PlanProblem.NO_DOWNGRADE.with(
                "revision " + revision.id() + " (" + revision.source().location()
                        + ") does not say how it is undone, and it does not follow: " + why,
                "add a -- segue:downgrade part, or -- segue:irreversible \"reason\" in it");
    }
}
