package dev.segue.backfill.throttle;

import dev.segue.dialect.LentSession;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes dead rows on a thread and a connection of its own, so that whoever looks after the backfill goes on doing so. */
final class Vacuum implements AutoCloseable {

    /** One that could not remove them, because somebody may still see them, is not made again at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Surroundings surroundings;
    private @Nullable Thread thread;
    private @Nullable Instant ended;
    private volatile @Nullable Session session;
    private volatile @Nullable String failure;

    Vacuum(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean isRunning() {
        Thread current = thread;
        if (current != null && !current.isAlive()) {
            thread = null;
            ended = surroundings.clock().instant();
        }
        return thread != null;
    }

    void startUnlessJustDone() {
        Instant last = ended;
        boolean isTooEarly = last != null && surroundings.clock().instant().isBefore(last.plus(PAUSE));
        if (isRunning() || isTooEarly) {
            return;
        }
        Thread started = new Thread(this::run, "segue-vacuum");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** How the last one ended, where one did. */
    Optional<String> outcome() {
        if (ended == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(failure)
                .map(reason -> "VACUUM failed: " + reason)
                .or(() -> Optional.of("VACUUM has run, and somebody may still see them"));
    }

    private void run() {
        try (LentSession own = surroundings.sessions().get()) {
            session = own.session();
            surroundings
                    .dialect()
                    .loadSignals()
                    .orElseThrow()
                    .cleaning(surroundings.table())
                    .forEach(own.session()::execute);
            failure = null;
        } catch (SegueException refused) {
            failure = refused.problem().headline();
        } finally {
            session = null;
        }
    }

    @Override
    public void close() {
        Optional.ofNullable(session).ifPresent(Session::cancel);
        Thread current = thread;
        if (current == null) {
            return;
        }
        try {
            current.join(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
