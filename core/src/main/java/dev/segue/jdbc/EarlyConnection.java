package dev.segue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Begins to connect before anyone asks for a connection: that takes about as long as reading the revisions which it is
 * for. Whoever asks first gets that connection, or the failure to open it; after that it is a source like any other.
 */
public final class EarlyConnection implements ConnectionSource, AutoCloseable {

    private final ConnectionSource source;
    private final CompletableFuture<Connection> first = new CompletableFuture<>();
    private final AtomicBoolean isTaken;

    private EarlyConnection(ConnectionSource source, boolean isTaken) {
        this.source = source;
        this.isTaken = new AtomicBoolean(isTaken);
    }

    /** @param source one that may be asked on any thread, and where a connection that is not used changes nothing */
    public static EarlyConnection to(ConnectionSource source) {
        EarlyConnection early = new EarlyConnection(source, false);
        Thread thread = new Thread(early::connect, "segue-connect");
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    /** Connects when it is asked and not before, for sources to which the above does not apply. */
    public static EarlyConnection whenAsked(ConnectionSource source) {
        return new EarlyConnection(source, true);
    }

    @Override
    public Connection open() throws SQLException {
        return isTaken.getAndSet(true) ? source.open() : awaitFirst();
    }

    @Override
    public String display() {
        return source.display();
    }

    /** Lets go of a connection that nobody asked for, without waiting until it is there. */
    @Override
    public void close() {
        if (!isTaken.getAndSet(true)) {
            CompletableFuture<Void> unused = first.thenAccept(EarlyConnection::discard);
        }
    }

    private void connect() {
        try {
            first.complete(source.open());
        } catch (Throwable failure) {
            first.completeExceptionally(failure);
        }
    }

    private Connection awaitFirst() throws SQLException {
        try {
            return first.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (failed.getCause() instanceof Error failure) {
                throw failure;
            }
            throw failed;
        }
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // A connection that cannot be closed is closed by the server.
            return;
        }
    }
}
