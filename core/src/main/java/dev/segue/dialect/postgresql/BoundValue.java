package dev.segue.dialect.postgresql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number or a point in time in the bound of a partition, as far as it can be compared without asking the database. Times are
 * shown and written in the time zone of the same session.
 */
final class BoundValue {

    private static final Pattern TIME_ZONE =
            Pattern.compile("(?<=\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?)[+-]\\d\\d(:\\d\\d)*$");

    private BoundValue() {}

    /** True only where it is certain that the one, by the first value that tells, does not come behind the other. */
    static boolean isAtMost(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            Optional<Integer> comparison = compared(one.get(i), other.get(i));
            if (comparison.isEmpty() || comparison.get() != 0) {
                return comparison.filter(sign -> sign < 0).isPresent();
            }
        }
        return one.size() == other.size();
    }

    /** True only where it is certain. */
    static boolean differ(String one, String other) {
        if (isNull(one) || isNull(other)) {
            return !(isNull(one) && isNull(other));
        }
        boolean areTexts = isQuoted(one) && isQuoted(other);
        return compared(one, other).map(sign -> sign != 0).orElse(areTexts && !one.equals(other));
    }

    private static boolean isNull(String value) {
        return value.toUpperCase(Locale.ROOT).equals("NULL");
    }

    private static boolean isQuoted(String value) {
        return value.startsWith("'") && value.endsWith("'");
    }

    private static Optional<Integer> compared(String one, String other) {
        if (isEnd(one) || isEnd(other)) {
            boolean isInOrder = one.toUpperCase(Locale.ROOT).equals("MINVALUE")
                    || other.toUpperCase(Locale.ROOT).equals("MAXVALUE");
            return one.equalsIgnoreCase(other) ? Optional.empty() : Optional.of(isInOrder ? -1 : 1);
        }
        return number(one)
                .flatMap(left -> number(other).map(left::compareTo))
                .or(() -> time(one).flatMap(left -> time(other).map(left::compareTo)));
    }

    private static boolean isEnd(String value) {
        String word = value.toUpperCase(Locale.ROOT);
        return word.equals("MINVALUE") || word.equals("MAXVALUE");
    }

    private static Optional<BigDecimal> number(String value) {
        try {
            return Optional.of(new BigDecimal(isQuoted(value) ? value.substring(1, value.length() - 1) : value));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> time(String value) {
        if (!isQuoted(value)) {
            return Optional.empty();
        }
        String text = TIME_ZONE.matcher(value.substring(1, value.length() - 1)).replaceFirst("");
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay()
                            : LocalDateTime.parse(text.replace(' ', 'T')));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
