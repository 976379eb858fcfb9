package dev.segue.conformance.support;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again, for what takes a moment to be seen. */
public final class Eventually {

    /** Only who waits in vain waits so long, however busy the machine is. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private Eventually() {}

    /** What was seen last: what is wanted, unless it never came. */
    public static <T> T eventually(Supplier<T> look, Predicate<T> isWanted) {
        long until = System.nanoTime() + LONG_ENOUGH.toNanos();
        T last = look.get();
        while (!isWanted.test(last) && System.nanoTime() < until) {
            pause();
            last = look.get();
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
