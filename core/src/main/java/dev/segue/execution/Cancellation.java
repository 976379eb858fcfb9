package dev.segue.execution;

import dev.segue.problem.SegueException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a run to stop. Once requested it stays requested. Safe for use by any thread. */
public final class Cancellation {

    private static final Runnable NOTHING = () -> {};

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>(NOTHING);

    /** Stops the statement that runs now; the run rolls back what is not committed and ends with {@code EX104}. */
    public void request() {
        requested.set(true);
        interruption.get().run();
    }

    public boolean isRequested() {
        return requested.get();
    }

    void interruptBy(Runnable how) {
        interruption.set(how);
        if (isRequested()) {
            how.run();
        }
    }

    void release() {
        interruption.set(NOTHING);
    }

    /** @throws dev.segue.problem.SegueException when it was requested */
    void check() {
        if (isRequested()) {
            throw stopped();
        }
    }

    static SegueException stopped() {
        return ExecutionProblem.STOPPED.with(
                "the run was stopped on request; what was not committed is rolled back",
                "run the same command again: it goes on where this one stopped");
    }
}
