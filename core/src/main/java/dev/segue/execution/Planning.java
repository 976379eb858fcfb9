package dev.segue.execution;

import dev.segue.jdbc.Session;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import java.util.List;

/** Says what a run is to do. */
public interface Planning {

    Direction direction();

    /**
     * The revisions that something is to be done for. Asked before the migration lock is taken, so that a run with nothing
     * to do waits for nobody.
     *
     * @throws dev.segue.problem.SegueException when what is asked for cannot be right, whatever the database looks like
     */
    List<Revision> work(JournalSnapshot snapshot);

    /**
     * Reads what these revisions ask for, also before the lock is taken.
     *
     * @throws dev.segue.problem.SegueException when one of them cannot be read
     */
    void requireReadable(List<Revision> revisions);

    /** @param session on which the database may be looked at, while nobody else changes it */
    Plan plan(JournalSnapshot snapshot, Session session);
}
