package dev.segue.jdbc;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and the transaction that may be open on it. Transactions are begun and ended by statements of the
 * dialect, so that their beginning can travel with the first statement and their end with the last: on a slow network
 * that saves two of five round trips.
 *
 * <p>Safe for use by one thread at a time, except {@link #cancel()}, which any thread may call.
 */
public final class Session implements AutoCloseable {

    /** Whether the driver sends several statements that are joined by semicolons in one round trip. */
    public enum RoundTrips {
        /** It takes them apart before. */
        JOINED,
        /** It sends them as the text that they are: places in failures count from its beginning. */
        JOINED_AS_TEXT,
        SINGLE
    }

    private final Connection connection;
    private final FailureReader failures;
    private final RoundTrips roundTrips;
    private final String display;
    /** What is to be sent together with the next statement; where the opening is not sent yet, it comes first. */
    private List<String> unsent = List.of();

    private boolean isOpeningSent;
    private boolean inTransaction;
    private volatile @Nullable Canceller running;

    private Session(Connection connection, FailureReader failures, RoundTrips roundTrips, String display) {
        this.connection = connection;
        this.failures = failures;
        this.roundTrips = roundTrips;
        this.display = display;
    }

    /** @throws SegueException when the database cannot be reached or refuses the user */
    public static Session open(ConnectionSource source, FailureReader failures, RoundTrips roundTrips) {
        return open(source, failures, connection -> roundTrips);
    }

    /** @param roundTrips asked of each connection, because it may depend on how the user has set the driver up */
    public static Session open(
            ConnectionSource source, FailureReader failures, Function<Connection, RoundTrips> roundTrips) {
        try {
            Connection connection = source.open();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return new Session(connection, failures, roundTrips.apply(connection), source.display());
        } catch (SQLException failure) {
            DatabaseProblem code = failures.classify(failure);
            throw Problem.of(
                            code,
                            "cannot connect to " + source.display() + ": " + failures.sentence(failure),
                            code.remedy())
                    .saying(failures.details(failure))
                    .toException(failure);
        }
    }

    /** Runs a statement of our own. */
    public void execute(String sql) {
        run(sql, null);
    }

    /** Runs statements of our own one after the other, in one round trip where the driver can. */
    public void executeAll(List<String> statements) {
        if (statements.isEmpty()) {
            return;
        }
        if (canJoin()) {
            run(String.join(";", statements), null);
        } else {
            statements.forEach(this::execute);
        }
    }

    /** Runs a statement of a revision; a failure points at its place in the file. Returns the rows changed, 0 for DDL. */
    public long execute(SqlStatement statement) {
        return run(statement.text(), statement);
    }

    /** Whether {@link #executeTogether} takes one round trip. */
    public boolean canJoin() {
        return roundTrips != RoundTrips.SINGLE;
    }

    /**
     * Runs statements of a revision one after the other, in one round trip where the driver can. When one of them fails,
     * those behind it have not run; which one it was is not told, and the failure points at the first.
     */
    public void executeTogether(List<SqlStatement> statements) {
        List<String> texts = new ArrayList<>(takeUnsent());
        for (SqlStatement statement : statements) {
            texts.add(statement.text());
        }
        // A statement may end with a comment that lasts to the end of its line.
        String joined = String.join("\n;", texts);
        SqlStatement first = statements.get(0);
        guarded(first.text(), first, () -> {
            try (Statement plain = connection.createStatement()) {
                running = plain::cancel;
                plain.setEscapeProcessing(false);
                return plain.execute(joined);
            }
        });
    }

    /** Runs a statement with values and returns the number of rows that it changed. */
    public long update(String sql, @Nullable Object... values) {
        sendUnsent();
        return guarded(sql, null, () -> {
            try (PreparedStatement prepared = prepare(BoundStatement.of(sql, values))) {
                running = prepared::cancel;
                return Math.max(0, prepared.executeLargeUpdate());
            }
        });
    }

    /** Without values it is sent as it stands: a question mark in it is an operator then. */
    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... values) {
        if (values.length == 0) {
            return queryPlainly(sql, reader);
        }
        sendUnsent();
        return guarded(sql, null, () -> {
            try (PreparedStatement prepared = prepare(BoundStatement.of(sql, values))) {
                running = prepared::cancel;
                try (ResultSet results = prepared.executeQuery()) {
                    return rows(results, reader);
                }
            }
        });
    }

    /**
     * Begins a transaction. The statements that open it are sent with the first one that follows.
     *
     * @param openingStatements each a single one
     */
    public void begin(List<String> openingStatements) {
        if (inTransaction) {
            throw new IllegalStateException("a transaction is already open");
        }
        unsent = List.copyOf(openingStatements);
        isOpeningSent = false;
        inTransaction = true;
    }

    /**
     * Runs statements of our own before the next one, in one round trip with it where the driver can. Only within a
     * transaction.
     *
     * @param statements each a single one
     */
    public void executeWithNext(List<String> statements) {
        if (!inTransaction) {
            throw new IllegalStateException("there is no transaction that they could be a part of");
        }
        List<String> all = new ArrayList<>(unsent);
        all.addAll(statements);
        unsent = all;
    }

    /** Runs the last statements of a transaction and commits, in one round trip where the driver can. */
    public void commitAfter(List<BoundStatement> lastStatements) {
        if (canJoin()) {
            commitJoined(lastStatements);
        } else {
            sendUnsent();
            for (BoundStatement last : lastStatements) {
                update(last.sql(), last.values().toArray());
            }
            run("COMMIT", null);
        }
        inTransaction = false;
    }

    /** Ends a transaction without a trace. A connection that is already lost has rolled back by itself. */
    public void rollback() {
        boolean wasSent = inTransaction && isOpeningSent;
        inTransaction = false;
        unsent = List.of();
        if (wasSent && !isClosed()) {
            try {
                run("ROLLBACK", null);
            } catch (SegueException lost) {
                close();
            }
        }
    }

    public boolean isInTransaction() {
        return inTransaction;
    }

    /** Asks the database to stop the statement that runs now, if any; its thread sees a {@code DB205}. */
    public void cancel() {
        Canceller current = running;
        if (current != null) {
            try {
                current.cancel();
            } catch (SQLException tooLate) {
                // The statement or the connection ended by itself: there is nothing left to cancel.
                return;
            }
        }
    }

    /** The driver's own interface of this connection, if it has that one. */
    public <D> Optional<D> driver(Class<D> driverType) {
        try {
            return connection.isWrapperFor(driverType) ? Optional.of(connection.unwrap(driverType)) : Optional.empty();
        } catch (SQLException unknown) {
            return Optional.empty();
        }
    }

    /** Calls the driver's own interface, such as the copy API. */
    public <D, T> T withDriver(
            Class<D> driverType, SqlStatement statement, DriverCall<D, T> call, DriverCancel<D> cancellation) {
        sendUnsent();
        return guarded(statement.text(), statement, () -> {
            D driver = connection.unwrap(driverType);
            running = () -> cancellation.on(driver);
            return call.on(driver);
        });
    }

    public boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException unknown) {
            return true;
        }
    }

    /** A transaction that is still open is rolled back: a pool would hand it to somebody else. */
    @Override
    public void close() {
        boolean isInUse = inTransaction;
        inTransaction = false;
        try {
            if (isInUse && isOpeningSent && !connection.isClosed()) {
                rollBackBeforeClosing();
            }
            connection.close();
        } catch (SQLException alreadyGone) {
            // A connection that cannot be closed is closed by the server.
            return;
        }
    }

    /** A call of a driver's own interface. */
    @FunctionalInterface
    public interface DriverCall<D, T> {
        T on(D driver) throws SQLException;
    }

    /** Stops what a {@link DriverCall} does, from another thread. */
    @FunctionalInterface
    public interface DriverCancel<D> {
        void on(D driver) throws SQLException;
    }

    @FunctionalInterface
    private interface Canceller {
        void cancel() throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private void rollBackBeforeClosing() throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute("ROLLBACK");
        }
    }

    private void commitJoined(List<BoundStatement> lastStatements) {
        List<String> texts = new ArrayList<>(takeUnsent());
        List<@Nullable Object> values = new ArrayList<>();
        for (BoundStatement last : lastStatements) {
            texts.add(last.sql());
            values.addAll(last.values());
        }
        texts.add("COMMIT");
        String joined = String.join(";", texts);
        guarded(joined, null, () -> {
            try (PreparedStatement prepared = prepare(new BoundStatement(joined, values))) {
                running = prepared::cancel;
                return prepared.execute();
            }
        });
    }

    private <T> List<T> queryPlainly(String sql, RowReader<T> reader) {
        Joined joined = joinedWithUnsent(sql);
        return guarded(roundTrips == RoundTrips.JOINED_AS_TEXT ? joined.text() : sql, null, () -> {
            try (Statement plain = connection.createStatement()) {
                running = plain::cancel;
                plain.setEscapeProcessing(false);
                plain.execute(joined.text());
                for (int i = 0; i < joined.statementsBefore(); i++) {
                    plain.getMoreResults();
                }
                try (ResultSet results = plain.getResultSet()) {
                    return rows(results, reader);
                }
            }
        });
    }

    private static <T> List<T> rows(ResultSet results, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        Row row = new Row(results);
        while (results.next()) {
            rows.add(reader.read(row));
        }
        return rows;
    }

    private long run(String sql, @Nullable SqlStatement statement) {
        String joined = joinedWithUnsent(sql).text();
        return guarded(roundTrips == RoundTrips.JOINED_AS_TEXT ? joined : sql, statement, () -> {
            try (Statement plain = connection.createStatement()) {
                running = plain::cancel;
                plain.setEscapeProcessing(false);
                return rowsChanged(plain, plain.execute(joined));
            }
        });
    }

    /** The count of the last statement: those before it, if any, opened the transaction. */
    private static long rowsChanged(Statement statement, boolean firstIsResultSet) throws SQLException {
        boolean isResultSet = firstIsResultSet;
        long changed = 0;
        while (true) {
            if (isResultSet) {
                changed = 0;
            } else {
                long count = statement.getLargeUpdateCount();
                if (count < 0) {
                    return changed;
                }
                changed = count;
            }
            isResultSet = statement.getMoreResults();
        }
    }

    private record Joined(String text, int statementsBefore) {}

    private Joined joinedWithUnsent(String sql) {
        if (!canJoin()) {
            sendUnsent();
            return new Joined(sql, 0);
        }
        List<String> before = takeUnsent();
        return new Joined(before.isEmpty() ? sql : String.join(";", before) + ";" + sql, before.size());
    }

    private void sendUnsent() {
        boolean isOpening = inTransaction && !isOpeningSent;
        List<String> statements = takeUnsent();
        if (statements.isEmpty()) {
            return;
        }
        if (canJoin()) {
            run(String.join(";", statements), null);
        } else {
            runOneByOne(statements, isOpening);
        }
    }

    private List<String> takeUnsent() {
        List<String> taken = unsent;
        unsent = List.of();
        isOpeningSent = true;
        return taken;
    }

    private void runOneByOne(List<String> statements, boolean isOpening) {
        try {
            statements.forEach(sql -> run(sql, null));
        } catch (SegueException failure) {
            if (isOpening) {
                inTransaction = false;
            }
            throw failure;
        }
    }

    private PreparedStatement prepare(BoundStatement bound) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(bound.sql());
        List<@Nullable Object> values = bound.values();
        for (int i = 0; i < values.size(); i++) {
            prepared.setObject(i + 1, values.get(i));
        }
        return prepared;
    }

    private <T> T guarded(String sql, @Nullable SqlStatement statement, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            throw told(failure, sql, statement);
        } catch (Row.RowFailure failure) {
            throw told(failure.failure(), sql, statement);
        } finally {
            running = null;
        }
    }

    private SegueException told(SQLException failure, String sql, @Nullable SqlStatement statement) {
        DatabaseProblem code = failures.classify(failure);
        Problem problem = Problem.of(code, headline(code, failures.sentence(failure)), code.remedy())
                .saying(failures.details(failure));
        if (statement != null) {
            problem = hidingValues(problem, statement.source()).at(place(failure, sql, statement));
        }
        return problem.toException(failure);
    }

    /** @param sql what places are counted in; the statement is at its end */
    private SourceExcerpt place(SQLException failure, String sql, SqlStatement statement) {
        OptionalInt row = failures.row(failure);
        if (row.isPresent() && statement.rows().isPresent()) {
            return statement.excerptAtRow(row.getAsInt());
        }
        int openingLength = sql.length() - statement.text().length();
        int offset = Math.max(0, failures.offset(failure, sql).orElse(0) - openingLength);
        return statement.source().excerptAt(statement.start() + offset);
    }

    /** The database quotes names and texts of the statement, which may have come from a placeholder. */
    private static Problem hidingValues(Problem problem, SourceText source) {
        return Problem.of(problem.code(), source.hideValuesIn(problem.headline()), problem.remedy())
                .saying(problem.details().stream().map(source::hideValuesIn).toList());
    }

    private String headline(DatabaseProblem code, String sentence) {
        if (code == DatabaseProblem.CONNECTION_LOST) {
            return "the connection to " + display + " was lost: " + sentence;
        }
        return code == DatabaseProblem.NOT_A_DATABASE ? display + " cannot be read: " + sentence : sentence;
    }

    @Override
    public String toString() {
        return "session on " + display + (inTransaction ? ", in a transaction" : "");
    }
}
