package dev.segue.execution;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long locks of the database are waited for. Whoever waits for a table lock makes everyone else wait behind it, so
 * there are many short tries with pauses between them, growing, until a budget is spent.
 *
 * @param firstTimeout of the first try
 * @param longestTimeout of any try; below a second, so that no statement of the application waits longer than that
 * @param budget for all tries and pauses of one transaction together
 */
public record LockPatience(Duration firstTimeout, Duration longestTimeout, Duration budget) {

    /**
     * The server cancels its own autovacuum for us only after deadlock_timeout (one second by default), so a try that
     * meets one has to last a little longer.
     */
    private static final Duration AGAINST_AUTOVACUUM = Duration.ofMillis(1_300);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    public static LockPatience standard() {
        return new LockPatience(Duration.ofMillis(300), Duration.ofMillis(800), Duration.ofMinutes(30));
    }

    /**
     * Of the wait for each lock.
     *
     * @param attempt counted from 1
     * @param isBehindAnother while one lock is waited for another one may be held already, and those who wait for that one
     *     have waited since it was asked for
     */
    Duration timeoutOf(int attempt, boolean meetsAutovacuum, boolean isBehindAnother) {
        if (meetsAutovacuum) {
            return AGAINST_AUTOVACUUM;
        }
        return isBehindAnother ? timeoutOf(attempt).dividedBy(2) : timeoutOf(attempt);
    }

    private Duration timeoutOf(int attempt) {
        double grown = (double) firstTimeout.toMillis() * Math.pow(1.3, attempt - 1d);
        return Duration.ofMillis((long) Math.min(grown, (double) longestTimeout.toMillis()));
    }

    /** Twice what was tried, so that the application gets at least two thirds of the time, and never in step with others. */
    Duration pauseAfter(int attempt, RandomGenerator random) {
        double grown = 2.0 * firstTimeout.toMillis() * Math.pow(1.5, attempt - 1d);
        double capped = Math.min(grown, (double) LONGEST_PAUSE.toMillis());
        return Duration.ofMillis((long) (capped * (0.75 + random.nextDouble() / 2)));
    }
}
