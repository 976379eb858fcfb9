package dev.segue.execution;

import dev.segue.jdbc.Session;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;

/** Says what a run is to do. */
public interface Planning {

    Direction direction();

    /**
     * Asked before the migration lock is taken, so that a run with nothing to do waits for nobody.
     *
     * @throws dev.segue.problem.SegueException when what is asked for cannot be right, whatever the database looks like
     */
    boolean hasWork(JournalSnapshot snapshot);

    /** @param session on which the database may be looked at, while nobody else changes it */
    Plan plan(JournalSnapshot snapshot, Session session);
}
