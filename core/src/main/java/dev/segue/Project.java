package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.journal.EditedRevisions;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.plan.Planner;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.Downgrade;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionPaths;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.List;

/** The history of a project at one reading of its files, and what it means for the state of a database. */
final class Project {

    private final History history;
    private final Planner planner;

    Project(History history, Dialect dialect, TransactionScope scope) {
        this.history = history;
        this.planner = new Planner(dialect, scope);
    }

    History history() {
        return history;
    }

    AppliedRevisions appliedIn(JournalSnapshot snapshot) {
        return history.applied(snapshot.appliedIds());
    }

    /** Repeatable revisions are due once nothing else is pending, so that they see the newest schema. */
    Plan upgradePlan(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, history.graph().revisions());
        AppliedRevisions applied = appliedIn(snapshot);
        List<Revision> path = new ArrayList<>(new RevisionPaths(applied).upgrade(target));
        if (path.size() == applied.pending().size()) {
            path.addAll(due(snapshot));
        }
        return planner.upgrade(path);
    }

    Plan downgradePlan(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, history.graph().revisions());
        return planner.downgrade(new RevisionPaths(appliedIn(snapshot)).downgrade(target));
    }

    Plan upgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner.upgrade(new RevisionPaths(appliedIn(snapshot)).upgradeScript(range));
    }

    Plan downgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner.downgrade(new RevisionPaths(appliedIn(snapshot)).downgradeScript(range));
    }

    List<Revision> due(JournalSnapshot snapshot) {
        return history.repeatables().stream()
                .filter(revision -> isDue(revision, snapshot))
                .toList();
    }

    /** What is wrong with the contents of the revisions: each is read and planned by itself, in both directions. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        List<Revision> revisions = new ArrayList<>(history.graph().revisions());
        revisions.addAll(history.repeatables());
        for (Revision revision : revisions) {
            try {
                planner.upgrade(List.of(revision));
                if (!(revision.source().content().downgrade() instanceof Downgrade.Irreversible)) {
                    planner.downgrade(List.of(revision));
                }
            } catch (SegueException failure) {
                problems.add(failure.problem());
            }
        }
        return problems;
    }

    private static boolean isDue(Revision revision, JournalSnapshot snapshot) {
        return snapshot.find(revision.id())
                .filter(applied ->
                        applied.fingerprint().equals(revision.source().fingerprint())
                                || applied.checksum().equals(revision.source().checksum()))
                .isEmpty();
    }
}
