package dev.segue.execution;

import dev.segue.dialect.Blocker;
import dev.segue.dialect.LockTarget;
import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.execution.ExecutionEvent.HoldingBack;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many short attempts within a budget. Between two of them nobody has to wait for us, and while those who were in the
 * way last time are still there, the queue is not joined again.
 */
final class Attempts {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration LONGEST_HOLDING_BACK = Duration.ofSeconds(20);

    /** A transaction younger than this will most likely be over before our first attempt gives up. */
    private static final Duration OLD_ENOUGH_TO_WAIT_FOR = Duration.ofMillis(500);

    private final Workplace place;
    private final boolean takesSeveralLocks;
    private final long deadline;
    private List<LockTarget> targets = List.of();
    private List<Blocker> blockers = List.of();

    Attempts(Workplace place) {
        this(place, false);
    }

    /** @param takesSeveralLocks a statement may hold one while it waits for another */
    Attempts(Workplace place, boolean takesSeveralLocks) {
        this.place = place;
        this.takesSeveralLocks = takesSeveralLocks;
        this.deadline =
                System.nanoTime() + place.options().lockPatience().budget().toNanos();
    }

    /** Waits outside of the queue while others already hold what is wanted. */
    void holdBackFor(List<LockTarget> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        targets = wanted;
        blockers = holders(OLD_ENOUGH_TO_WAIT_FOR);
        waitWhileTheyAreThere();
    }

    /** Returns how many attempts were given up before one went through. */
    int until(Consumer<Duration> attempt) {
        LockPatience patience = place.options().lockPatience();
        int number = 1;
        while (true) {
            place.cancellation().check();
            place.lookout().checkLock();
            try {
                attempt.accept(patience.timeoutOf(
                        number, blockers.stream().anyMatch(Blocker::isAutovacuum), takesSeveralLocks));
                return number - 1;
            } catch (SegueException failure) {
                if (!isWorthAnother(failure)) {
                    throw failure;
                }
                blockers = place.lookout().lastBlockers();
                if (blockers.isEmpty()) {
                    blockers = holders(Duration.ZERO);
                }
                Duration pause = patience.pauseAfter(number, place.random());
                if (System.nanoTime() + pause.toNanos() > deadline) {
                    throw spent(failure.problem(), number);
                }
                place.listener().on(new AttemptFailed(number, failure.problem(), pause));
                place.cancellation().pause(pause);
                waitWhileTheyAreThere();
                number++;
            }
        }
    }

    private List<Blocker> holders(Duration olderThan) {
        return place.watchtower().holdersOf(targets, olderThan).stream()
                .filter(blocker -> !blocker.sessionId().equals(place.sessionId()))
                .distinct()
                .toList();
    }

    private void waitWhileTheyAreThere() {
        List<Blocker> remaining = blockers;
        long until = Math.min(deadline, System.nanoTime() + LONGEST_HOLDING_BACK.toNanos());
        boolean isTold = false;
        while (!remaining.isEmpty()
                && !remaining.stream().allMatch(Blocker::isAutovacuum)
                && System.nanoTime() < until) {
            if (!isTold) {
                place.listener().on(new HoldingBack(remaining));
                isTold = true;
            }
            place.cancellation().pause(LOOK_AGAIN);
            remaining = place.watchtower().stillThere(remaining);
        }
    }

    private SegueException spent(Problem last, int attempts) {
        Duration budget = place.options().lockPatience().budget();
        Problem problem = Problem.of(
                        ExecutionProblem.BUDGET_SPENT,
                        "gave up after " + attempts + " attempts within " + shown(budget) + ": " + last.headline(),
                        "end the sessions named here or wait for them, then run the same command again")
                .saying(blockers.stream().map(Blocker::text).toList());
        return last.excerpt().map(problem::at).orElse(problem).toException();
    }

    private static String shown(Duration duration) {
        return duration.toSeconds() < 60 ? duration.toMillis() / 1000.0 + " s" : duration.toMinutes() + " min";
    }

    /** Failures that go away by themselves when the work is tried again. */
    static boolean isWorthAnother(SegueException failure) {
        return failure.problem().code() == DatabaseProblem.LOCK_TIMEOUT
                || failure.problem().code() == DatabaseProblem.DEADLOCK
                || failure.problem().code() == DatabaseProblem.SERIALIZATION_FAILURE;
    }
}
