package dev.segue.execution;

import dev.segue.backfill.FillHelp;
import dev.segue.backfill.FillOrder;
import dev.segue.backfill.Job;
import dev.segue.backfill.RowFiller;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.SessionSettings;
import dev.segue.jdbc.ConnectionSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Works on a backfill that a run has begun, in another process or while no run is there: who fills which rows is decided by
 * the tables of the backfill, so that no migration lock is needed. What comes after the rows is left to a run.
 */
public final class JoinedBackfill {

    private final Dialect dialect;
    private final ConnectionSource source;
    private final ExecutionOptions options;
    private final ExecutionListener listener;
    private final Cancellation cancellation;
    private final RandomGenerator random;

    public JoinedBackfill(
            Dialect dialect,
            ConnectionSource source,
            ExecutionOptions options,
            ExecutionListener listener,
            Cancellation cancellation,
            RandomGenerator random) {
        this.dialect = dialect;
        this.source = source;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.random = random;
    }

    /** Returns when all rows are filled, by whomever. */
    public void run(RowBatches batches, FillOrder order, Job job, int workers) {
        Supplier<LentSession> sessions =
                () -> LentSession.from(dialect, source, new SessionSettings(options.statementTimeout()));
        FillHelp help = new FillHelp(sessions, random, options.lockPatience().budget(), options.actor());
        FillOrder settled = order.with(options.fills().over(order.fill().settings()));
        List<Throttle> throttles = options.fills().throttles(settled, dialect, sessions);
        try (LentSession lent = sessions.get()) {
            cancellation.interruptBy(lent.session()::cancel);
            new RowFiller(batches, lent.session(), help, new FillEvents(listener, cancellation::check))
                    .join(settled, job, throttles, workers);
        } finally {
            throttles.forEach(Throttle::close);
            cancellation.release();
        }
    }
}
