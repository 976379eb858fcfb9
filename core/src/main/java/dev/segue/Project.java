package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.jdbc.Session;
import dev.segue.journal.EditedRevisions;
import dev.segue.journal.JournalProblem;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Ground;
import dev.segue.plan.Plan;
import dev.segue.plan.Planner;
import dev.segue.plan.PlanningOptions;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionPaths;
import dev.segue.revision.RevisionResolver;
import dev.segue.revision.foreign.Version;
import dev.segue.revision.source.Layout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The history of a project at one reading of its files, and what it means for the state of a database. */
final class Project {

    private final History history;
    private final Dialect dialect;
    private final PlanningOptions options;
    private final Set<Layout> layouts;

    /** @param layouts of the folders that the history was read from */
    Project(History history, Dialect dialect, PlanningOptions options, Set<Layout> layouts) {
        this.history = history;
        this.dialect = dialect;
        this.options = options;
        this.layouts = layouts;
    }

    History history() {
        return history;
    }

    AppliedRevisions appliedIn(JournalSnapshot snapshot) {
        return history.applied(snapshot.appliedIds());
    }

    /** Repeatable revisions are due once nothing else is pending, so that they see the newest schema. */
    List<Revision> upgradePath(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, history.graph().revisions());
        AppliedRevisions applied = history.applied(stayingIn(snapshot));
        refuseRenamed(applied);
        List<Revision> path = new ArrayList<>(new RevisionPaths(applied).upgrade(target));
        if (path.size() == applied.pending().size()) {
            path.addAll(due(snapshot));
        }
        return path;
    }

    /** @throws SegueException when one of them cannot be read, or has no way back */
    void requireReadable(Direction direction, List<Revision> revisions) {
        planner().requireReadable(direction, revisions);
    }

    Plan upgradePlan(JournalSnapshot snapshot, Optional<Session> session, String target) {
        session.ifPresent(open -> refuseToRunTwice(snapshot, open));
        return planner().upgrade(upgradePath(snapshot, target), groundOf(snapshot, session));
    }

    /** Where the journal is empty and the tool whose files these are has run some of them, they would be run once more. */
    private void refuseToRunTwice(JournalSnapshot snapshot, Session session) {
        if (!snapshot.applied().isEmpty() || !snapshot.plans().isEmpty()) {
            return;
        }
        for (OtherTool tool : OtherTool.values()) {
            if (layouts.contains(tool.layout())) {
                tool.newestVersionIn(session, dialect).ifPresent(version -> {
                    throw toldByAnotherTool(tool, version);
                });
            }
        }
    }

    private SegueException toldByAnotherTool(OtherTool tool, String version) {
        return JournalProblem.ANOTHER_TOOL_WAS_HERE.with(
                "the table " + tool.table() + " says that " + tool.layout().word()
                        + " has brought this database to version " + version
                        + ", and Segue's journal is empty: these files would be run a second time",
                "if it has run all of them up to there, run `segue stamp " + idOf(version)
                        + "`; if it never ran these files, rename its table");
    }

    private String idOf(String version) {
        return history.graph().revisions().stream()
                .filter(revision -> Version.areSame(revision.id().value(), version))
                .findFirst()
                .map(revision -> revision.id().value())
                .orElse(version);
    }

    /** To the tools 2, 02 and 2.0 are one version; whoever writes it in another way did not write another revision. */
    private void refuseRenamed(AppliedRevisions applied) {
        if (layouts.stream().allMatch(Layout.SEGUE::equals)) {
            return;
        }
        for (RevisionId unknown : applied.unknown()) {
            for (Revision pending : applied.pending()) {
                if (Version.areSame(unknown.value(), pending.id().value())) {
                    throw JournalProblem.SAME_VERSION.with(
                            "revision " + unknown + " is applied, and " + pending.id() + " in "
                                    + pending.source().location()
                                    + " is the same version, written in another way: it would be run a second time",
                            "write the version as " + unknown + " in the name of the file, as it was");
                }
            }
        }
    }

    /** A revision that was begun is undone like one that is applied. */
    List<Revision> downgradePath(JournalSnapshot snapshot, String target) {
        EditedRevisions.refuse(snapshot, history.graph().revisions());
        return new RevisionPaths(history.applied(begunIn(snapshot))).downgrade(target);
    }

    Plan downgradePlan(JournalSnapshot snapshot, Optional<Session> session, String target) {
        return planner().downgrade(downgradePath(snapshot, target), groundOf(snapshot, session));
    }

    /** Revisions of which something was held back: the named ones, or all when none is named. */
    List<Revision> waiting(JournalSnapshot snapshot, List<String> targets) {
        EditedRevisions.refuse(snapshot, history.graph().revisions());
        List<Revision> waiting = history.graph().revisions().stream()
                .filter(revision -> snapshot.plans().stream()
                        .anyMatch(plan -> plan.revision().equals(revision.id())))
                .toList();
        if (targets.isEmpty()) {
            return waiting;
        }
        Set<RevisionId> named = new LinkedHashSet<>();
        new RevisionResolver(history.applied(begunIn(snapshot)))
                .several(targets)
                .forEach(revision -> named.add(revision.id()));
        return waiting.stream()
                .filter(revision -> named.contains(revision.id()))
                .toList();
    }

    Plan contractionPlan(JournalSnapshot snapshot, Optional<Session> session, List<String> targets) {
        return planner().contraction(waiting(snapshot, targets), groundOf(snapshot, session));
    }

    /** A revision whose downgrade was begun is upgraded again like one that is not applied. */
    private static Set<RevisionId> stayingIn(JournalSnapshot snapshot) {
        Set<RevisionId> staying = new LinkedHashSet<>(snapshot.appliedIds());
        staying.removeIf(snapshot::isBeingUndone);
        return staying;
    }

    private static Set<RevisionId> begunIn(JournalSnapshot snapshot) {
        Set<RevisionId> there = new LinkedHashSet<>(snapshot.appliedIds());
        snapshot.plans().forEach(plan -> there.add(plan.revision()));
        return there;
    }

    Plan upgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner().asWritten(Direction.UPGRADE, new RevisionPaths(appliedIn(snapshot)).upgradeScript(range));
    }

    Plan downgradeScriptPlan(JournalSnapshot snapshot, String range) {
        return planner().asWritten(Direction.DOWNGRADE, new RevisionPaths(appliedIn(snapshot)).downgradeScript(range));
    }

    private Planner planner() {
        return new Planner(dialect, options);
    }

    private Ground groundOf(JournalSnapshot snapshot, Optional<Session> session) {
        return new LiveGround(dialect, session, snapshot, history);
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
                planner().asWritten(Direction.UPGRADE, List.of(revision));
                if (!(revision.source().content().downgrade() instanceof Downgrade.Irreversible)) {
                    planner().asWritten(Direction.DOWNGRADE, List.of(revision));
                }
            } catch (SegueException failure) {
                problems.add(failure.problem());
            }
        }
        return problems;
    }

    /** What is to be known of revisions that can be read, before they are applied. */
    List<Problem> doubts() {
        return planner().doubts(history.graph().revisions());
    }

    private static boolean isDue(Revision revision, JournalSnapshot snapshot) {
        return snapshot.find(revision.id())
                .filter(applied ->
                        applied.fingerprint().equals(revision.source().fingerprint())
                                || applied.checksum().equals(revision.source().checksum()))
                .isEmpty();
    }
}
