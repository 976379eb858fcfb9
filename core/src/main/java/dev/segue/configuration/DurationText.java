package dev.segue.configuration;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 200ms}, {@code 5s}, {@code 30min}, {@code 1h 30min}. */
public final class DurationText {

    private static final Pattern PART = Pattern.compile("([0-9]+)\\s*([a-zµ]*)\\s*");
    private static final BigInteger LONGEST_MILLIS =
            BigInteger.valueOf(Duration.ofDays(365).toMillis());

    private DurationText() {}

    /** @throws IllegalArgumentException with a sentence for the user, when it is none */
    public static Duration parse(String text) {
        String rest = text.strip();
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("an empty text is no duration");
        }
        BigInteger millis = BigInteger.ZERO;
        Matcher part = PART.matcher(rest);
        int end = 0;
        while (end < rest.length()) {
            if (!part.find(end) || part.start() != end) {
                throw new IllegalArgumentException("\"" + text + "\" is no duration");
            }
            millis = millis.add(new BigInteger(part.group(1)).multiply(millisOf(part.group(2), text)));
            end = part.end();
        }
        if (millis.compareTo(LONGEST_MILLIS) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than a year");
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    /** The shortest text that {@link #parse} reads as this duration. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
    }

    private static BigInteger millisOf(String unit, String text) {
        return BigInteger.valueOf(
                switch (unit) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "min" -> 60_000;
                    case "h" -> 3_600_000;
                    case "d" -> 86_400_000;
                    case "" ->
                        throw new IllegalArgumentException(
                                "\"" + text + "\" has a number without a unit (ms, s, min, h or d)");
                    case "m" ->
                        throw new IllegalArgumentException(
                                "\"m\" in \"" + text + "\" could be milliseconds or minutes: write ms or min");
                    default ->
                        throw new IllegalArgumentException(
                                "\"" + unit + "\" in \"" + text + "\" is no unit of time (ms, s, min, h or d)");
                });
    }
}
