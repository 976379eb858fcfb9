package dev.segue.conformance.scenario;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
        /** The old application alone again, when it was taken back behind the contraction, and what is left then. */
        BACK,
        /** The same end after a run that ended between any two steps. */
        CRASH,
        /** The same end after {@code kill -9}. */
        KILL,
        /** No statement of the applications failed or waited long. */
        WRITERS
    }

    private final int version;
    private final String title;
    private final Map<Column, String> columns = new ConcurrentHashMap<>();
    private long statements;
    private long longestWaitMillis;
    private long longestStatementMillis;
    private int kills;

    public Verdict(int version, String title) {
        this.version = version;
        this.title = title;
    }

    public static String heading() {
        return line(
                "PG",
                "case",
                "S",
                "R",
                "C",
                "back",
                "crash",
                "kill -9",
                "writers",
                "statements",
                "waited ms",
                "longest ms",
                "kills");
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

    synchronized void worked(long moreStatements, long longestMillis) {
        statements += moreStatements;
        longestStatementMillis = Math.max(longestStatementMillis, longestMillis);
    }

    synchronized void waited(long millis) {
        longestWaitMillis = millis;
    }

    synchronized void killed() {
        kills++;
    }

    @Override
    public synchronized String toString() {
        return line(
                version,
                title,
                cell(Column.S),
                cell(Column.R),
                cell(Column.C),
                cell(Column.BACK),
                cell(Column.CRASH),
                cell(Column.KILL),
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
        return String.format(Locale.ROOT, "%-3s %-64s %-6s %-6s %-6s %-6s %-6s %-7s %-8s %10s %10s %10s %6s", cells)
                .stripTrailing();
    }
}
