package dev.segue.operation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row that a backfill reads, with the columns that were asked for. Everything but {@link #isNull} and {@link #maybeText}
 * wants a value to be there.
 */
public final class SourceRow {

    /** As the database writes it with ISO dates; the offset is {@code +00}. */
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "+00")
            .toFormatter(Locale.ROOT);

    private final Map<String, Optional<String>> texts;

    /** @param texts from column, as it was asked for, to what it holds as the database writes it */
    public SourceRow(Map<String, Optional<String>> texts) {
        this.texts = new LinkedHashMap<>(texts);
    }

    public boolean isNull(String column) {
        return maybeText(column).isEmpty();
    }

    /** Any value as the database writes it; empty for NULL. */
    public Optional<String> maybeText(String column) {
        Optional<String> text = texts.get(column);
        if (text == null) {
            throw OperationProblem.INCOMPLETE.with(
                    "a backfill looks at the column \"" + column + "\", which it does not read",
                    "add it to read(…); it reads " + String.join(", ", texts.keySet()));
        }
        return text;
    }

    public String text(String column) {
        return maybeText(column)
                .orElseThrow(() -> OperationProblem.INCOMPLETE.with(
                        "a backfill wants a value of the column \"" + column + "\" of a row where it is NULL",
                        "ask isNull(\"" + column + "\") first"));
    }

    public long number(String column) {
        return Long.parseLong(text(column));
    }

    public BigDecimal decimal(String column) {
        return new BigDecimal(text(column));
    }

    public double real(String column) {
        return Double.parseDouble(text(column));
    }

    public boolean flag(String column) {
        return text(column).equals("true") || text(column).equals("t");
    }

    public UUID uuid(String column) {
        return UUID.fromString(text(column));
    }

    /** From a column of type {@code timestamptz}. */
    public Instant instant(String column) {
        return OffsetDateTime.parse(text(column), WITH_OFFSET).toInstant();
    }

    /** From a column of type {@code timestamp}. */
    public LocalDateTime dateTime(String column) {
        return LocalDateTime.parse(text(column).replace(' ', 'T'));
    }

    public LocalDate date(String column) {
        return LocalDate.parse(text(column));
    }

    public LocalTime time(String column) {
        return LocalTime.parse(text(column));
    }

    /** From a column of type {@code bytea}. */
    public byte[] bytes(String column) {
        return HexFormat.of().parseHex(text(column).substring("\\x".length()));
    }

    /** The elements of an array of one dimension, as the database writes them; those that are NULL are empty. */
    public List<Optional<String>> elements(String column) {
        return ArrayText.elements(text(column));
    }
}
