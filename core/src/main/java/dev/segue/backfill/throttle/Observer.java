package dev.segue.backfill.throttle;

import dev.segue.dialect.LentSession;
import dev.segue.dialect.LoadSignals;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the database for all throttles of a backfill, on a connection of its own, which is opened when it is needed and
 * again when it was lost. Used by one thread.
 */
public final class Observer implements AutoCloseable {

    private final Surroundings surroundings;
    private volatile @Nullable LentSession open;

    Observer(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** @throws SegueException where this kind of database has no signals */
    void requireSignalsFor(Condition condition) {
        if (surroundings.dialect().loadSignals().isEmpty()) {
            throw ThrottleProblem.NO_SUCH_SIGNAL.with(
                    surroundings.dialect().name() + " has nothing that \"" + condition.text() + "\" could look at",
                    "leave it out, or look at something else with query(…), file(…) or http(…)");
        }
    }

    /** Asks the database what it tells about itself. */
    <T> T ask(BiFunction<LoadSignals, Session, T> question) {
        LoadSignals signals = surroundings.dialect().loadSignals().orElseThrow();
        return query(session -> question.apply(signals, session));
    }

    /** Asks in a transaction that changes nothing and does not last. */
    <T> T query(Function<Session, T> question) {
        Session session = session();
        session.begin(opening());
        try {
            return question.apply(session);
        } finally {
            session.rollback();
        }
    }

    private Session session() {
        LentSession current = open;
        if (current != null && current.session().isClosed()) {
            close();
            current = null;
        }
        if (current == null) {
            current = surroundings.sessions().get();
            open = current;
        }
        return current.session();
    }

    private List<String> opening() {
        return surroundings.dialect().loadSignals().map(LoadSignals::opening).orElse(List.of("BEGIN"));
    }

    @Override
    public void close() {
        Optional.ofNullable(open).ifPresent(LentSession::close);
        open = null;
    }
}
