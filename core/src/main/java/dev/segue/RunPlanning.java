package dev.segue;

import dev.segue.execution.Planning;
import dev.segue.jdbc.Session;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;
import java.util.Optional;
import java.util.function.Predicate;

/** What one of the commands wants done in a project. */
record RunPlanning(Direction direction, Predicate<JournalSnapshot> work, Planner planner) implements Planning {

    @FunctionalInterface
    interface Planner {
        Plan plan(JournalSnapshot snapshot, Optional<Session> session);
    }

    static RunPlanning upgrade(Project project, String target) {
        return new RunPlanning(
                Direction.UPGRADE,
                snapshot -> !project.upgradePath(snapshot, target).isEmpty(),
                (snapshot, session) -> project.upgradePlan(snapshot, session, target));
    }

    static RunPlanning downgrade(Project project, String target) {
        return new RunPlanning(
                Direction.DOWNGRADE,
                snapshot -> !project.downgradePath(snapshot, target).isEmpty(),
                (snapshot, session) -> project.downgradePlan(snapshot, session, target));
    }

    @Override
    public boolean hasWork(JournalSnapshot snapshot) {
        return work.test(snapshot);
    }

    @Override
    public Plan plan(JournalSnapshot snapshot, Session session) {
        return planner.plan(snapshot, Optional.of(session));
    }
}
