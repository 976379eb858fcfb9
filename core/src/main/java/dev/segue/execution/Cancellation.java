package dev.segue.execution;

import dev.segue.problem.SegueException;
import java.util.Optional;

/** Asks a run to stop. Once requested it stays requested. Safe for use by any thread. */
public final class Cancellation {

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

    static SegueException stopped() {
        return ExecutionProblem.STOPPED.with(
                "the run was stopped on request; what was not committed is rolled back",
                "run the same command again: it goes on where this one stopped");
    }
}
