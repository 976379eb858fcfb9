package dev.segue.execution;

import dev.segue.jdbc.DatabaseProblem;
import dev.segue.problem.SegueException;
import java.time.Duration;

/**
 * Decides whether a lost connection is worth another one: while a server is restarted that takes a while, but what makes
 * it fall again and again must come to an end.
 */
final class Reconnection {

    private static final int MOST_LOSSES = 5;

    /** One that lasted for longer was not lost by what was done first on it. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Duration budget;
    private long connectedAt = System.nanoTime();
    private boolean isConnected;
    private int losses;

    /** @param budget how long a server that cannot be reached is waited for */
    Reconnection(Duration budget) {
        this.budget = budget;
    }

    void succeeded() {
        connectedAt = System.nanoTime();
        isConnected = true;
    }

    /** To be asked once for each failure. */
    boolean isWorthAnother(SegueException failure) {
        boolean isAboutTheConnection =
                DatabaseProblem.isAboutTheConnection(failure.problem().code());
        Duration since = Duration.ofNanos(System.nanoTime() - connectedAt);
        if (isConnected) {
            isConnected = false;
            losses = since.compareTo(STEADY) > 0 ? 1 : losses + 1;
            connectedAt = System.nanoTime();
            return isAboutTheConnection && losses < MOST_LOSSES;
        }
        return isAboutTheConnection && since.compareTo(budget) < 0;
    }
}
