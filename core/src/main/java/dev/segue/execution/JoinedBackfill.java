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
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Works on a backfill that a run has begun, in another process or while no run is there: who fills which rows is decided by
 * the tables of the backfill, so that no migration lock is needed. What comes after the rows is left to a run.
 */
public final class JoinedBackfill {

    private static final Duration BEFORE_CONNECTING_AGAIN = Duration.ofSeconds(2);
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);

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

    /** Returns when all rows are filled, by whomever. A server that is restarted meanwhile is waited for. */
    public void run(RowBatches batches, FillOrder order, Job job, int workers) {
        FillOrder settled = order.with(options.fills().over(order.fill().settings()));
        Reconnection connection = new Reconnection(options.lockPatience().budget());
        for (int attempt = 1; ; attempt++) {
            try (LentSession lent = session()) {
                connection.succeeded();
                join(lent.session(), batches, settled, job, workers);
                return;
            } catch (SegueException failure) {
                if (!connection.isWorthAnother(failure)) {
                    throw failure;
                }
                listener.on(new AttemptFailed(attempt, failure.problem(), BEFORE_CONNECTING_AGAIN));
                pause();
            }
        }
    }

    private void join(Session session, RowBatches batches, FillOrder order, Job job, int workers) {
        FillHelp help =
                new FillHelp(this::session, random, options.lockPatience().budget(), options.actor());
        List<Throttle> throttles = options.fills().throttles(order, dialect, this::session);
        try {
            cancellation.interruptBy(session::cancel);
            new RowFiller(batches, session, help, new FillEvents(listener, cancellation::check))
                    .join(order, job, throttles, workers);
        } finally {
            throttles.forEach(Throttle::close);
            cancellation.release();
        }
    }

    private LentSession session() {
        return LentSession.from(dialect, source, new SessionSettings(options.statementTimeout()));
    }

    private void pause() {
        long until = System.nanoTime() + BEFORE_CONNECTING_AGAIN.toNanos();
        while (System.nanoTime() < until) {
            cancellation.check();
            try {
                Thread.sleep(LOOK_AROUND.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw Cancellation.stopped();
            }
        }
    }
}
