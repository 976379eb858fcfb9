package dev.segue.execution;

import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Writes into the journal what shares its transaction with no step, as often as it takes while others keep the database
 * locked, as one writer does with the whole of SQLite.
 */
final class JournalWriter {

    private final Workplace place;

    JournalWriter(Workplace place) {
        this.place = place;
    }

    /**
     * Tries once even when it is to stop: what was done is written down.
     *
     * @param writing may be called several times, in a transaction that it commits
     */
    void write(Consumer<Session> writing) {
        try {
            attempt(place.options().lockPatience().timeoutOf(1, false, false), writing);
        } catch (SegueException failure) {
            if (!Attempts.isWorthAnother(failure)) {
                throw failure;
            }
            new Attempts(place).until(timeout -> attempt(timeout, writing));
        }
    }

    private void attempt(Duration lockTimeout, Consumer<Session> writing) {
        Session session = place.session();
        place.lookout().watch(place.sessionId());
        try {
            session.begin(place.dialect().opening(lockTimeout));
            writing.accept(session);
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        } finally {
            place.lookout().rest();
        }
    }
}
