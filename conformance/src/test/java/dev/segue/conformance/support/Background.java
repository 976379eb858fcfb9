package dev.segue.conformance.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Work on a thread beside the test, whose failure fails the test. */
public final class Background implements AutoCloseable {

    private final Thread thread;
    private final CompletableFuture<Void> outcome;

    private Background(Thread thread, CompletableFuture<Void> outcome) {
        this.thread = thread;
        this.outcome = outcome;
    }

    public static Background run(Work work) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        outcome.complete(null);
                    } catch (Throwable failure) {
                        outcome.completeExceptionally(failure);
                    }
                },
                "beside-the-test");
        thread.setDaemon(true);
        thread.start();
        return new Background(thread, outcome);
    }

    /** Waits for its end. */
    public void await() throws Exception {
        outcome.get(10, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}
