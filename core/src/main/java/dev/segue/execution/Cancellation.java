package dev.segue.execution;

import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.Optional;

/** Asks a run to stop. Once requested it stays requested. Safe for use by any thread. */
public final class Cancellation {

    private static final Duration LOOK_AROUND = Duration.ofMillis(50);

    private volatile boolean requested;
    private volatile Optional<Runnable> interruption = Optional.empty();

    /** Stops the statement that runs now; the run rolls back what is not committed and ends with {@code EX104}. */
    public void request() {
        requested = true;
        interruption.ifPresent(Runnable::run);
    }

    public boolean isRequested() {
        return requested;
    }

    /** Says it once more to a statement that began in the very moment of the request. */
    void insist() {
        if (requested) {
            interruption.ifPresent(Runnable::run);
        }
    }

    void interruptBy(Runnable how) {
        interruption = Optional.of(how);
        if (requested) {
            how.run();
        }
    }

    void release() {
        interruption = Optional.empty();
    }

    /** @throws SegueException when it was requested */
    void check() {
        if (requested) {
            throw stopped();
        }
    }

    /**
     * Waits, and no longer than until it is requested.
     *
     * @throws SegueException when it was requested
     */
    void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
            check();
            sleep(Math.min(left, LOOK_AROUND.toNanos()));
        }
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    static SegueException stopped() {
        return ExecutionProblem.STOPPED.with(
                "the run was stopped on request; what was not committed is rolled back",
                "run the same command again: it goes on where this one stopped");
    }
}
