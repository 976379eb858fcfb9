package dev.segue.execution;

import dev.segue.backfill.Tuning;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import dev.segue.problem.SegueException;
import java.util.random.RandomGenerator;

/**
 * What everyone who works on one run shares.
 *
 * @param isSecond the run has been at work before, on a connection that was lost
 */
record Workplace(
        Commission commission,
        Session session,
        String sessionId,
        Watchtower watchtower,
        Lookout lookout,
        SessionKeeper keeper,
        Journal journal,
        boolean isSecond) {

    Dialect dialect() {
        return commission.dialect();
    }

    ExecutionOptions options() {
        return commission.options();
    }

    /** Opens a further session of this run, which the caller closes. */
    LentSession lend() {
        LentSession lent = commission.lend();
        try {
            lookout.joinedBy(lent.session(), dialect().sessionId(lent.session()));
            return lent;
        } catch (SegueException failure) {
            lent.close();
            throw failure;
        }
    }

    /** What whoever runs this wants changed of a backfill that was begun before. Said once: others may tune it since. */
    Tuning tuning() {
        return isSecond ? Tuning.none() : options().fills().tuning();
    }

    Cancellation cancellation() {
        return commission.cancellation();
    }

    ExecutionListener listener() {
        return commission.listener();
    }

    RandomGenerator random() {
        return commission.random();
    }
}
