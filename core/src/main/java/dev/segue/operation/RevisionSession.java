package dev.segue.operation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database as a Java revision sees it while it runs. It commits and rolls back by itself; the revision cannot. */
public interface RevisionSession {

    /** The rows of a query, each from column label (as the database spells it) to value; SQL NULL is null. */
    List<Map<String, @Nullable Object>> query(String sql, @Nullable Object... parameters);

    /** Runs a statement and returns the number of rows that it changed. */
    long update(String sql, @Nullable Object... parameters);
}
