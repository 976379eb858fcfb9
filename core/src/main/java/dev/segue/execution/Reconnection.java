package dev.segue.execution;

import dev.segue.execution.ExecutionEvent.AttemptFailed;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemCode;
import dev.segue.problem.SegueException;
import java.time.Duration;

/**
 * Decides whether a lost connection is worth another one: while a server is restarted that takes a while, but what makes
 * it fall again and again must come to an end.
 */
final class Reconnection {

    private static final Duration BEFORE_CONNECTING_AGAIN = Duration.ofSeconds(2);
    private static final int MOST_LOSSES = 5;

    /** One that lasted for longer was not lost by what was done first on it. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Commission commission;
    private long connectedAt = System.nanoTime();
    private boolean isConnected;
    private int losses;
    private int attempts;

    Reconnection(Commission commission) {
        this.commission = commission;
    }

    void succeeded() {
        connectedAt = System.nanoTime();
        isConnected = true;
    }

    /**
     * Returns when it is time to connect again. A server that cannot be reached is waited for as long as a lock is.
     *
     * @throws SegueException the failure, where another connection would be of no use
     */
    void waitAfter(SegueException failure) {
        if (!isWorthAnother(failure)) {
            throw explained(failure);
        }
        commission.listener().on(new AttemptFailed(++attempts, failure.problem(), BEFORE_CONNECTING_AGAIN));
        commission.cancellation().pause(BEFORE_CONNECTING_AGAIN);
    }

    private boolean isWorthAnother(SegueException failure) {
        boolean isAboutTheConnection = isAboutTheConnection(failure.problem().code());
        Duration since = Duration.ofNanos(System.nanoTime() - connectedAt);
        if (isConnected) {
            isConnected = false;
            losses = since.compareTo(STEADY) > 0 ? 1 : losses + 1;
            connectedAt = System.nanoTime();
            return isAboutTheConnection && losses < MOST_LOSSES;
        }
        Duration budget = commission.options().lockPatience().budget();
        return isAboutTheConnection && since.compareTo(budget) < 0;
    }

    /** What is to be done about a server that cannot be reached does not know of what was begun. */
    private SegueException explained(SegueException failure) {
        Problem problem = failure.problem();
        if (losses == 0 || problem.code() != DatabaseProblem.UNREACHABLE) {
            return failure;
        }
        String remedy = problem.remedy() + "; then run the same command again: it goes on where this one stopped";
        return new Problem(problem.code(), problem.headline(), remedy, problem.excerpt(), problem.details())
                .toException(failure);
    }

    private static boolean isAboutTheConnection(ProblemCode code) {
        return DatabaseProblem.isAboutTheConnection(code) || code == ExecutionProblem.LOCK_LOST;
    }
}
