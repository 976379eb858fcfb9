package dev.segue.backfill.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the log had which length. Tells how long ago was written what somebody has not applied yet, by our own clock: what
 * servers report themselves stands still when a replica does.
 */
final class LogHistory {

    private static final int MOST_ENTRIES = 1_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    void add(Instant now, long written) {
        Entry last = entries.peekLast();
        if (last == null || last.written < written) {
            entries.addLast(new Entry(now, written));
        }
        if (entries.size() > MOST_ENTRIES) {
            thinOut();
        }
    }

    /** How long the oldest thing that is missing has been written at least. */
    Duration ageOfWhatFollows(long reached, Instant now) {
        return entries.stream()
                .filter(entry -> entry.written > reached)
                .findFirst()
                .map(entry -> Duration.between(entry.at, now))
                .orElse(Duration.ZERO);
    }

    /** How many bytes a second were written since the newest entry that is at least so old, or the oldest there is. */
    double rateOver(Duration span, Instant now, long written) {
        Entry from = null;
        for (Entry entry : entries) {
            if (from == null || !entry.at.isAfter(now.minus(span))) {
                from = entry;
            }
        }
        if (from == null || !from.at.isBefore(now)) {
            return 0;
        }
        return (written - from.written) * 1e9 / Duration.between(from.at, now).toNanos();
    }

    /** Every other one goes. The older one is, the more often that has happened, and the less a second matters. */
    private void thinOut() {
        boolean[] goes = {true};
        entries.removeIf(entry -> goes[0] = !goes[0]);
    }

    private record Entry(Instant at, long written) {}
}
