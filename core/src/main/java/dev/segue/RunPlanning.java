package dev.segue;

import dev.segue.execution.Planning;
import dev.segue.jdbc.Session;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What one of the commands wants done in a project. */
record RunPlanning(
        Direction direction,
        Function<JournalSnapshot, List<Revision>> pending,
        Consumer<List<Revision>> reading,
        Planner planner)
        implements Planning {

    @FunctionalInterface
    interface Planner {
        Plan plan(JournalSnapshot snapshot, Optional<Session> session);
    }

    static RunPlanning upgrade(Project project, String target) {
        return new RunPlanning(
                Direction.UPGRADE,
                snapshot -> project.upgradePath(snapshot, target),
                revisions -> project.requireReadable(Direction.UPGRADE, revisions),
                (snapshot, session) -> project.upgradePlan(snapshot, session, target));
    }

    static RunPlanning downgrade(Project project, String target) {
        return new RunPlanning(
                Direction.DOWNGRADE,
                snapshot -> project.downgradePath(snapshot, target),
                revisions -> project.requireReadable(Direction.DOWNGRADE, revisions),
                (snapshot, session) -> project.downgradePlan(snapshot, session, target));
    }

    /** The same with a plan that is made in another way. */
    RunPlanning by(Planner otherPlanner) {
        return new RunPlanning(direction, pending, reading, otherPlanner);
    }

    @Override
    public List<Revision> work(JournalSnapshot snapshot) {
        return pending.apply(snapshot);
    }

    @Override
    public void requireReadable(List<Revision> revisions) {
        reading.accept(revisions);
    }

    @Override
    public Plan plan(JournalSnapshot snapshot, Session session) {
        return planner.plan(snapshot, Optional.of(session));
    }
}
