package dev.segue.backfill;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses before a batch is tried again: growing, and never in step with others, until a budget is spent. */
final class GivingWay {

    private static final double FIRST_PAUSE_MILLIS = 50;
    private static final double LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);

    private final FillListener listener;
    private final RandomGenerator random;
    private final Duration budget;
    private int attempts;
    private long since;

    GivingWay(FillListener listener, RandomGenerator random, Duration budget) {
        this.listener = listener;
        this.random = random;
        this.budget = budget;
    }

    /** The batch went through. */
    void forget() {
        attempts = 0;
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
        sleep(pause);
    }

    private SegueException spent(Problem last) {
        return BackfillProblem.GAVE_WAY_TOO_LONG.with(
                "the backfill gave way " + attempts + " times without getting further: " + last.headline(),
                "end the sessions that hold the rows, then run the same command again: it goes on where this one stopped");
    }

    private void sleep(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < until) {
            listener.beforeBatch();
            try {
                Thread.sleep(Math.max(1, Math.min(LOOK_AROUND.toMillis(), pause.toMillis())));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                listener.beforeBatch();
                return;
            }
        }
    }
}
