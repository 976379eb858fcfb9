package dev.segue.execution;

import dev.segue.backfill.FillHelp;
import dev.segue.backfill.FillOrder;
import dev.segue.backfill.FillPolicy;
import dev.segue.backfill.Job;
import dev.segue.backfill.RowFiller;
import dev.segue.backfill.Tuning;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.Session;
import java.util.List;
import java.util.function.Supplier;

/**
 * A backfill as the options of a run want it carried out.
 *
 * @param throttles look out while it goes on
 */
record Filling(RowFiller filler, FillOrder order, List<Throttle> throttles) implements AutoCloseable {

    /**
     * @param sessions opens further ones
     * @param planned as the revision wants it
     * @param tuning of one that was begun before
     * @param check asked before each batch; whatever it throws ends the backfill
     */
    static Filling of(
            Commission commission,
            RowBatches batches,
            Session session,
            Supplier<LentSession> sessions,
            FillOrder planned,
            Tuning tuning,
            Runnable check) {
        ExecutionOptions options = commission.options();
        FillPolicy policy = options.fills();
        FillOrder order = planned.with(policy.over(planned.fill().settings()));
        FillHelp help = new FillHelp(
                sessions,
                commission.random(),
                options.lockPatience().budget(),
                options.actor(),
                conditions -> policy.throttle(conditions, planned.fill().table(), commission.dialect(), sessions),
                tuning);
        return new Filling(
                new RowFiller(batches, session, help, new FillEvents(commission.listener(), check)),
                order,
                policy.throttles(order, commission.dialect(), sessions));
    }

    /** Returns the number of rows written, by this run and those before it. */
    long run(boolean wasBegun) {
        return filler.fill(order, wasBegun, throttles);
    }

    /** @param job begun elsewhere */
    void join(Job job, int workers) {
        filler.join(order, job, throttles, workers);
    }

    @Override
    public void close() {
        throttles.forEach(Throttle::close);
    }
}
