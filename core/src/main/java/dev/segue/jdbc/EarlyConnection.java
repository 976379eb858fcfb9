package dev.segue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Begins to connect before anyone asks for a connection: that takes about as long as reading the revisions which it is
 * for. Whoever asks next gets that connection, or the failure to open it; where none was begun it is a source like any
 * other.
 */
public final class EarlyConnection implements ConnectionSource, AutoCloseable {

    private final ConnectionSource source;
    private final boolean mayHurry;
    private final AtomicReference<@Nullable CompletableFuture<Connection>> begun = new AtomicReference<>();

    private EarlyConnection(ConnectionSource source, boolean mayHurry) {
        this.source = source;
        this.mayHurry = mayHurry;
    }

    /** @param source one that may be asked on any thread, and where a connection that is not used changes nothing */
    public static EarlyConnection to(ConnectionSource source) {
        EarlyConnection early = new EarlyConnection(source, true);
        early.expectAnother();
        return early;
    }

    /** Connects when it is asked and not before, for sources to which the above does not apply. */
    public static EarlyConnection whenAsked(ConnectionSource source) {
        return new EarlyConnection(source, false);
    }

    @Override
    public void expectAnother() {
        CompletableFuture<Connection> next = new CompletableFuture<>();
        if (mayHurry && begun.compareAndSet(null, next)) {
            Thread thread = new Thread(() -> connect(next), "segue-connect");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public Connection open() throws SQLException {
        CompletableFuture<Connection> next = begun.getAndSet(null);
        return next == null ? source.open() : await(next);
    }

    @Override
    public String display() {
        return source.display();
    }

    /** Lets go of a connection that nobody asked for, without waiting until it is there. */
    @Override
    public void close() {
        CompletableFuture<Connection> next = begun.getAndSet(null);
        if (next != null) {
            CompletableFuture<Void> unused = next.thenAccept(EarlyConnection::discard);
        }
    }

    private void connect(CompletableFuture<Connection> next) {
        try {
            next.complete(source.open());
        } catch (Throwable failure) {
            next.completeExceptionally(failure);
        }
    }

    private static Connection await(CompletableFuture<Connection> next) throws SQLException {
        try {
            return next.join();
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
