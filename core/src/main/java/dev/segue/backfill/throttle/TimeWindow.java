package dev.segue.backfill.throttle;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code during(08:00-18:00 Europe/Berlin)}, {@code outside(22:00-06:00 Europe/Berlin)}: what a clock on the wall shows at
 * that place. A window may go across midnight; one that daylight saving time skips or repeats is skipped or repeated.
 *
 * @param isOutside it is waited outside of the window, not in it
 * @param from belongs to the window
 * @param to does not
 */
record TimeWindow(String text, boolean isOutside, LocalTime from, LocalTime to, ZoneId zone) implements Condition {

    static final String DURING = "during";
    static final String OUTSIDE = "outside";

    private static final Pattern WINDOW =
            Pattern.compile("([0-9]{1,2}:[0-9]{2})\\s*-\\s*([0-9]{1,2}:[0-9]{2})(?:\\s+(\\S+))?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    static TimeWindow read(WrittenCondition written) {
        written.refuseLimit();
        String example = written.name() + "(22:00-06:00 Europe/Berlin)";
        Matcher window = WINDOW.matcher(written.requireArgument(example));
        if (!window.matches()) {
            throw written.wrong("is not a window of time", "write it as '" + example + "'");
        }
        if (window.group(3) == null) {
            throw written.wrong("does not say in which time zone", "add one, such as '" + example + "', or UTC");
        }
        try {
            TimeWindow read = new TimeWindow(
                    written.text(),
                    written.name().equals(OUTSIDE),
                    LocalTime.parse(window.group(1), TIME),
                    LocalTime.parse(window.group(2), TIME),
                    ZoneId.of(window.group(3)));
            if (read.from.equals(read.to)) {
                throw written.wrong("ends when it begins", "write two different times");
            }
            return read;
        } catch (DateTimeParseException notATime) {
            throw written.wrong("has a time that no clock shows", "write times from 00:00 to 23:59");
        } catch (DateTimeException notAZone) {
            throw written.wrong(
                    "names the time zone \"" + window.group(3) + "\", which is not known",
                    "write one such as Europe/Berlin, or UTC");
        }
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        return () -> reason(observer.surroundings().clock().instant().atZone(zone));
    }

    private Optional<String> reason(ZonedDateTime now) {
        if (contains(now.toLocalTime()) == isOutside) {
            return Optional.empty();
        }
        return Optional.of(
                "it is " + SHOWN.format(now) + " in " + zone + ", " + (isOutside ? "outside of " : "between ")
                        + SHOWN.format(from) + (isOutside ? "-" : " and ") + SHOWN.format(to) + " (for another "
                        + Figures.of(untilItChanges(now)) + ")");
    }

    private boolean contains(LocalTime time) {
        boolean isBehindFrom = !time.isBefore(from);
        boolean isBeforeTo = time.isBefore(to);
        return from.isBefore(to) ? isBehindFrom && isBeforeTo : isBehindFrom || isBeforeTo;
    }

    /** To the next minute. */
    private Duration untilItChanges(ZonedDateTime now) {
        LocalTime end = isOutside ? from : to;
        ZonedDateTime at = now.with(end);
        ZonedDateTime next = at.isAfter(now) ? at : now.plusDays(1).with(end);
        return Duration.between(now, next).plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
    }
}
