package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.journal.AppliedRevision;
import dev.segue.journal.EditedRevisions;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.plan.Planner;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionGraph;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.RevisionPaths;
import dev.segue.revision.source.RevisionFiles;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The revisions of a project at one reading of its files, and what they mean for the state of a database. */
final class Project {

    private final RevisionGraph graph;
    private final List<Revision> repeatables;
    private final Planner planner;

    Project(RevisionFiles files, Dialect dialect, TransactionScope scope) {
        History history = History.of(Stream.concat(files.revisions().stream(), files.repeatables().stream())
                .toList());
        this.graph = history.graph();
        this.repeatables = history.repeatables();
        this.planner = new Planner(dialect, scope);
    }

    RevisionGraph graph() {
        return graph;
    }

    List<Revision> repeatables() {
        return repeatables;
    }

    AppliedRevisions appliedIn(JournalSnapshot snapshot) {
        Set<RevisionId> ids = snapshot.applied().stream()
                .filter(revision -> revision.kind() != RevisionKind.REPEATABLE)
                .map(AppliedRevision::id)
                .collect(Collectors.toSet());
        return graph.applied(ids);
    }

    /** Repeatable revisions are due once nothing else is pending, so that they see the newest schema. */
    Plan upgradePlan(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, graph.revisions());
        AppliedRevisions applied = appliedIn(snapshot);
        List<Revision> path = new ArrayList<>(new RevisionPaths(applied).upgrade(target));
        if (path.size() == applied.pending().size()) {
            path.addAll(due(snapshot));
        }
        return planner.upgrade(path);
    }

    Plan downgradePlan(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, graph.revisions());
        return planner.downgrade(new RevisionPaths(appliedIn(snapshot)).downgrade(target));
    }

    Plan upgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner.upgrade(new RevisionPaths(appliedIn(snapshot)).upgradeScript(range));
    }

    Plan downgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner.downgrade(new RevisionPaths(appliedIn(snapshot)).downgradeScript(range));
    }

    List<Revision> due(JournalSnapshot snapshot) {
        return repeatables.stream()
                .filter(revision -> isDue(revision, snapshot))
                .toList();
    }

    private static boolean isDue(Revision revision, JournalSnapshot snapshot) {
        return snapshot.find(revision.id())
                .filter(applied ->
                        applied.fingerprint().equals(revision.source().fingerprint())
                                || applied.checksum().equals(revision.source().checksum()))
                .isEmpty();
    }
}
