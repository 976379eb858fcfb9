package dev.segue.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return Optional.ofNullable(string(column));
    }

    /** The elements of an array of text; none where it is NULL. */
    public List<String> texts(String column) {
        try {
            Array array = results.getArray(column);
            return array == null ? List.of() : List.of((String[]) array.getArray());
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    public long number(String column) {
        try {
            return results.getLong(column);
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    public boolean flag(String column) {
        try {
            return results.getBoolean(column);
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    /** A point in time, from a column of type timestamptz or of ISO text. */
    public Instant instant(String column) {
        return maybeInstant(column).orElseThrow(() -> new IllegalStateException("NULL in column " + column));
    }

    public Optional<Instant> maybeInstant(String column) {
        String written = string(column);
        if (written == null) {
            return Optional.empty();
        }
        Optional<Instant> instant = WrittenInstant.of(written);
        return instant.isPresent() ? instant : Optional.of(unusual(column, written));
    }

    private Instant unusual(String column, String written) {
        try {
            return isText(column)
                    ? Instant.parse(written)
                    : results.getObject(column, OffsetDateTime.class).toInstant();
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    /** All columns in their order, from label to value as the driver gives it. */
    public Map<String, @Nullable Object> columns() {
        try {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                columns.put(results.getMetaData().getColumnLabel(i), results.getObject(i));
            }
            return columns;
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    private @Nullable String string(String column) {
        try {
            return results.getString(column);
        } catch (SQLException failure) {
            throw new RowFailure(failure);
        }
    }

    private boolean isText(String column) throws SQLException {
        int type = results.getMetaData().getColumnType(results.findColumn(column));
        return type == Types.VARCHAR || type == Types.CHAR || type == Types.LONGVARCHAR;
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
