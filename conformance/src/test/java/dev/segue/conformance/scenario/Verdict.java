package dev.segue.conformance.scenario;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What came out of one scenario on one server: a line of the table at the end. */
public final class Verdict {

    /** What is looked at. */
    enum Column {
        /** Both applications after expand and migrate. */
        S,
        /** What is left after the way back. */
        R,
        /** The new application after the contraction. */
        C,
        /** The same end after a kill between any two steps. */
        CRASH,
        /** No statement of the applications failed or waited long. */
        WRITERS
    }

    private final int version;
    private final String title;
    private final Map<Column, String> columns = new EnumMap<>(Column.class);
    private long statements;
    private long longestWaitMillis;
    private long longestStatementMillis;
    private int kills;

    public Verdict(int version, String title) {
        this.version = version;
        this.title = title;
    }

    public static String heading() {
        return line("PG", "case", "S", "R", "C", "crash", "writers", "statements", "waited ms", "longest ms", "kills");
    }

    /** Runs assertions and remembers whether they held. */
    void of(Column column, Runnable assertions) {
        try {
            assertions.run();
            columns.putIfAbsent(column, "ok");
        } catch (AssertionError failure) {
            columns.put(column, "FAILED");
            throw failure;
        }
    }

    void worked(long moreStatements, long longestMillis) {
        statements += moreStatements;
        longestStatementMillis = Math.max(longestStatementMillis, longestMillis);
    }

    void waited(long millis) {
        longestWaitMillis = millis;
    }

    void killed() {
        kills++;
    }

    @Override
    public String toString() {
        return line(
                version,
                title,
                cell(Column.S),
                cell(Column.R),
                cell(Column.C),
                cell(Column.CRASH),
                cell(Column.WRITERS),
                statements,
                longestWaitMillis,
                longestStatementMillis,
                kills);
    }

    private String cell(Column column) {
        return columns.getOrDefault(column, "-");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-3s %-52s %-6s %-6s %-6s %-6s %-8s %10s %10s %10s %6s", cells)
                .stripTrailing();
    }
}
