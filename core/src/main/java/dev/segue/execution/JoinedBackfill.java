package dev.segue.execution;

import dev.segue.backfill.FillOrder;
import dev.segue.backfill.Job;
import dev.segue.backfill.Tuning;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;

/**
 * Works on a backfill that a run has begun, in another process or while no run is there: who fills which rows is decided by
 * the tables of the backfill, so that no migration lock is needed. What comes after the rows is left to a run.
 */
public final class JoinedBackfill {

    private final Commission commission;

    public JoinedBackfill(Commission commission) {
        this.commission = commission;
    }

    /** Returns when all rows are filled, by whomever. A server that is restarted meanwhile is waited for. */
    public void run(RowBatches batches, FillOrder order, Job job, int workers) {
        Reconnection connection = new Reconnection(commission);
        while (true) {
            try (LentSession lent = commission.lend()) {
                connection.succeeded();
                join(lent.session(), batches, order, job, workers);
                return;
            } catch (SegueException failure) {
                connection.waitAfter(failure);
            }
        }
    }

    private void join(Session session, RowBatches batches, FillOrder order, Job job, int workers) {
        Cancellation cancellation = commission.cancellation();
        try (Filling filling =
                Filling.of(commission, batches, session, commission::lend, order, Tuning.none(), cancellation::check)) {
            cancellation.interruptBy(session::cancel);
            filling.join(job, workers);
        } finally {
            cancellation.release();
        }
    }
}
