package dev.segue.dialect.postgresql;

import dev.segue.dialect.RowValueProblem;
import dev.segue.sql.SqlName;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of Java as PostgreSQL reads them from text. */
final class ColumnValue {

    private ColumnValue() {}

    /**
     * Empty for NULL.
     *
     * @param description what the code that returned it is called
     */
    static Optional<String> text(@Nullable Object value, SqlName column, String description) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null), column, description);
        }
        if (value instanceof byte[] bytes) {
            return Optional.of("\\x" + HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Collection<?> elements) {
            return Optional.of(array(elements, column, description));
        }
        return value.getClass().isArray()
                ? Optional.of(array(elementsOf(value), column, description))
                : Optional.of(scalar(value, column, description));
    }

    private static String scalar(Object value, SqlName column, String description) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime().toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        boolean isKnown = value instanceof CharSequence
                || value instanceof Character
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof Instant
                || value instanceof Duration
                || value instanceof Period
                || (value instanceof Temporal
                        && value.getClass().getPackageName().equals("java.time"));
        if (!isKnown) {
            throw RowValueProblem.UNKNOWN_TYPE.with(
                    "\"" + description + "\" returned a " + value.getClass().getName() + " for the column " + column
                            + ", which is no value that a column can hold",
                    "return a String, a number, a Boolean, a UUID, something of java.time, a byte[], or a List of those for"
                            + " an array; JSON as its text");
        }
        return value.toString();
    }

    private static String array(Collection<?> elements, SqlName column, String description) {
        return elements.stream()
                .map(element -> element instanceof Collection<?> inner
                        ? array(inner, column, description)
                        : text(element, column, description)
                                .map(ColumnValue::quotedElement)
                                .orElse("NULL"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<@Nullable Object> elementsOf(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    /** As an element of an array. */
    static String quotedElement(String element) {
        return '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
