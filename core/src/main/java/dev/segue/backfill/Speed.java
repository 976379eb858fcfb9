package dev.segue.backfill;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast something goes lately. */
final class Speed {

    private static final int LOOKS_REMEMBERED = 10;

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long nanos, long count) {}

    void seen(long count) {
        looks.addLast(new Look(System.nanoTime(), count));
        if (looks.size() > LOOKS_REMEMBERED) {
            looks.removeFirst();
        }
    }

    /** 0 while it is not known. */
    long rowsPerSecond() {
        if (looks.size() < 2) {
            return 0;
        }
        double seconds = (looks.getLast().nanos() - looks.getFirst().nanos()) / 1e9;
        return Math.max(
                0, Math.round((looks.getLast().count() - looks.getFirst().count()) / Math.max(0.001, seconds)));
    }
}
