package dev.segue.backfill.throttle;

import java.time.Duration;

/** Numbers as they stand in a reason. */
final class Figures {

    private Figures() {}

    /** {@code 800 ms}, {@code 12 s}, {@code 3 min}, {@code 2 h 5 min}. */
    static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return duration.toSeconds()
                    + (duration.toMillisPart() >= 100 && duration.toSeconds() < 10
                            ? "." + duration.toMillisPart() / 100
                            : "")
                    + " s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() + " h"
                + (duration.toMinutesPart() == 0 ? "" : " " + duration.toMinutesPart() + " min");
    }
}
