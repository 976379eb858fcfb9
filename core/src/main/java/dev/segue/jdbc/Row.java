package dev.segue.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row that a query stands on; of use only while the reader runs. */
public final class Row {

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    public String text(String column) {
        return maybeText(column).orElseThrow(() -> new IllegalStateException("NULL in column " + column));
    }

    public Optional<String> maybeText(String column) {
        return Optional.ofNullable(maybe(() -> results.getString(column)));
    }

    public long number(String column) {
        return present(() -> results.getLong(column));
    }

    public boolean flag(String column) {
        return present(() -> results.getBoolean(column));
    }

    /** A point in time, from a column of type timestamptz or of ISO text. */
    public Instant instant(String column) {
        return maybeInstant(column).orElseThrow(() -> new IllegalStateException("NULL in column " + column));
    }

    public Optional<Instant> maybeInstant(String column) {
        Object value = maybe(() -> results.getObject(column));
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(Instant.parse(text));
        }
        return Optional.of(
                present(() -> results.getObject(column, OffsetDateTime.class)).toInstant());
    }

    /** All columns in their order, from label to value as the driver gives it. */
    public Map<String, @Nullable Object> columns() {
        return present(() -> {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                columns.put(results.getMetaData().getColumnLabel(i), results.getObject(i));
            }
            return columns;
        });
    }

    private static <T> T present(Reading<T> reading) {
        return Objects.requireNonNull(maybe(reading), "a column that is never NULL");
    }

    private static <T> @Nullable T maybe(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T read() throws SQLException;
    }

    /** Carries a failure through the reader to the session, which knows how to tell it. */
    static final class RowFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        RowFailure(SQLException cause) {
            super(cause);
            this.failure = cause;
        }

        SQLException failure() {
            return failure;
        }
    }
}
