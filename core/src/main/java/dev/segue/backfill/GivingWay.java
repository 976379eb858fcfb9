package dev.segue.backfill;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses before a batch is tried again: growing, and never in step with others, until a budget is spent. */
final class GivingWay {

    private static final double FIRST_PAUSE_MILLIS = 50;
    private static final double LONGEST_PAUSE_MILLIS = 5_000;

    private final FillListener listener;
    private final Rest rest;
    private final RandomGenerator random;
    private final Duration budget;
    private int attempts;
    private long since;

    GivingWay(FillListener listener, Rest rest, RandomGenerator random, Duration budget) {
        this.listener = listener;
        this.rest = rest;
        this.random = random;
        this.budget = budget;
    }

    /** The batch went through. */
    void forget() {
        attempts = 0;
    }

    /** True when others have been in the way for longer. */
    boolean hasLasted(Duration time) {
        return attempts > 0 && System.nanoTime() - since > time.toNanos();
    }

    /** @throws SegueException when the budget is spent */
    void pause(Problem reason) {
        if (attempts++ == 0) {
            since = System.nanoTime();
        }
        double grown = FIRST_PAUSE_MILLIS * Math.pow(1.5, attempts - 1d) * (0.75 + random.nextDouble() / 2);
        Duration pause = Duration.ofMillis((long) Math.min(LONGEST_PAUSE_MILLIS, grown));
        if (System.nanoTime() + pause.toNanos() > since + budget.toNanos()) {
            throw spent(reason);
        }
        listener.gaveWay(attempts, reason, pause);
        rest.during(pause);
    }

    private SegueException spent(Problem last) {
        return BackfillProblem.GAVE_WAY_TOO_LONG.with(
                "the backfill gave way " + attempts + " times without getting further: " + last.headline(),
                "end the sessions that hold the rows, then run the same command again: it goes on where this one stopped");
    }
}
