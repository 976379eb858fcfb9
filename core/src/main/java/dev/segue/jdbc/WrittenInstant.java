package dev.segue.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Points in time as PostgreSQL and ISO 8601 write them: {@code 2026-11-22 10:09:05.25+05:30}, {@code 2026-11-22T04:39:05Z}.
 * Read by hand, because every start of a program reads one for each applied revision, and what the driver and the JDK bring
 * for it takes longer to get ready than all the rest of the journal.
 */
final class WrittenInstant {

    private static final int SECONDS_END = "2026-11-22 10:09:05".length();
    private static final int SECONDS_IN_AN_HOUR = 3_600;
    private static final int SECONDS_IN_A_DAY = 86_400;
    private static final int MOST_DECIMALS = 9;

    private final String text;
    private int position;

    private WrittenInstant(String text) {
        this.text = text;
    }

    /** Empty for text of any other kind, as years of five digits are and infinity is. */
    static Optional<Instant> of(String text) {
        try {
            return Optional.of(new WrittenInstant(text).read());
        } catch (DateTimeException | StringIndexOutOfBoundsException another) {
            return Optional.empty();
        }
    }

    private Instant read() {
        LocalDate day = LocalDate.of(digits(0, 4), digits(5, 2), digits(8, 2));
        int hour = digits(11, 2);
        int minute = digits(14, 2);
        int second = digits(17, 2);
        requireShape(hour, minute, second);
        position = SECONDS_END;
        int nanos = text.charAt(position) == '.' ? fraction() : 0;
        int secondOfDay = (hour * 60 + minute) * 60 + second;
        return Instant.ofEpochSecond(day.toEpochDay() * SECONDS_IN_A_DAY + secondOfDay - offset(), nanos);
    }

    private void requireShape(int hour, int minute, int second) {
        boolean hasSigns = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == ' ' || text.charAt(10) == 'T')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        if (!hasSigns || hour > 23 || minute > 59 || second > 59) {
            throw another();
        }
    }

    private int fraction() {
        int start = position + 1;
        int nanos = 0;
        int decimals = 0;
        while (isDigit(start + decimals)) {
            nanos = nanos * 10 + digits(start + decimals, 1);
            decimals++;
        }
        if (decimals == 0 || decimals > MOST_DECIMALS) {
            throw another();
        }
        position = start + decimals;
        for (int i = decimals; i < MOST_DECIMALS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** In seconds; of an hour, of hours and minutes, or of seconds too, as before time zones were full minutes. */
    private int offset() {
        char sign = text.charAt(position);
        if (sign == 'Z' && position == text.length() - 1) {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw another();
        }
        int seconds = digits(position + 1, 2) * SECONDS_IN_AN_HOUR;
        position += 3;
        for (int unit = 60; position < text.length(); unit /= 60) {
            if (unit == 0 || text.charAt(position) != ':') {
                throw another();
            }
            seconds += digits(position + 1, 2) * unit;
            position += 3;
        }
        return sign == '-' ? -seconds : seconds;
    }

    private int digits(int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(i)) {
                throw another();
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static DateTimeException another() {
        return new DateTimeException("written in another way");
    }
}
