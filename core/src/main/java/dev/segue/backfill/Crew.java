package dev.segue.backfill;

import dev.segue.dialect.LentSession;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The workers that help in this process, each on a thread and a session of its own. Their number changes as asked for. */
final class Crew implements AutoCloseable {

    private static final Duration BEFORE_CONNECTING_AGAIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final FillSite site;
    private final Supplier<LentSession> sessions;
    private final RandomGenerator random;
    private final List<Helper> helpers = new ArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();

    /** @param sessions opens one that computes what the first one computes */
    Crew(FillSite site, Supplier<LentSession> sessions, RandomGenerator random) {
        this.site = site;
        this.sessions = sessions;
        this.random = random;
    }

    /** @param workers with the one that needs no help */
    synchronized void resize(int workers) {
        wanted.set(workers - 1);
        helpers.removeIf(Helper::hasLeft);
        for (int place = 0; place < workers - 1; place++) {
            int free = place;
            if (helpers.stream().noneMatch(helper -> helper.place == free)) {
                helpers.add(new Helper(place, new SplittableRandom(random.nextLong())));
            }
        }
    }

    /** Stops them where they are: what they have not committed is rolled back, and others may go on with it. */
    @Override
    public synchronized void close() {
        site.signals().stopHere();
        helpers.forEach(Helper::interruptStatement);
        helpers.forEach(Helper::awaitEnd);
    }

    private final class Helper {

        private final int place;
        private final RandomGenerator ownRandom;
        private final Thread thread;
        private volatile Optional<LentSession> session = Optional.empty();

        Helper(int place, RandomGenerator ownRandom) {
            this.place = place;
            this.ownRandom = ownRandom;
            this.thread = new Thread(this::help, "segue-backfill-" + (place + 2));
            thread.setDaemon(true);
            thread.start();
        }

        boolean hasLeft() {
            return !thread.isAlive();
        }

        void interruptStatement() {
            session.ifPresent(open -> open.session().cancel());
        }

        void awaitEnd() {
            try {
                thread.join(LONGEST_END.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void help() {
            Rest rest = new Rest(site);
            int losses = 0;
            try {
                while (!site.signals().isOver() && isWanted()) {
                    try {
                        work();
                    } catch (SegueException failure) {
                        if (!DatabaseProblem.isAboutTheConnection(
                                failure.problem().code())) {
                            throw failure;
                        }
                        site.listener().gaveWay(++losses, failure.problem(), BEFORE_CONNECTING_AGAIN);
                        rest.during(BEFORE_CONNECTING_AGAIN);
                    }
                }
            } catch (RuntimeException failure) {
                if (!site.signals().isOver()) {
                    site.signals().fail(failure);
                }
            }
        }

        private void work() {
            try (LentSession own = sessions.get()) {
                session = Optional.of(own);
                new Worker(site, own.session(), site.actor() + " #" + (place + 2), this::isWanted, ownRandom).work();
            } finally {
                session = Optional.empty();
            }
        }

        private boolean isWanted() {
            return place < wanted.get();
        }
    }
}
