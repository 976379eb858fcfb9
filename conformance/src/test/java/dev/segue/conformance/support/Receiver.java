package dev.segue.conformance.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Follows the log of a server as a replica does, and tells that it has applied something only when it is made to. */
public final class Receiver implements AutoCloseable {

    private final Connection connection;
    private final PGReplicationStream stream;

    private Receiver(Connection connection, PGReplicationStream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    /** @param name what it calls itself */
    public static Receiver of(TestDatabase database, String name) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, database.server().user());
        PGProperty.PASSWORD.set(properties, database.server().password());
        PGProperty.APPLICATION_NAME.set(properties, name);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        LogSequenceNumber now = LogSequenceNumber.valueOf(database.text("SELECT pg_current_wal_flush_lsn()"));
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
        PGReplicationStream stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(now)
                .start();
        Receiver receiver = new Receiver(connection, stream);
        receiver.tell(now);
        return receiver;
    }

    /** Tells that everything up to this place was applied. */
    public void tell(LogSequenceNumber place) throws SQLException {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = stream.readPending() != null;
        }
        stream.setFlushedLSN(place);
        stream.setAppliedLSN(place);
        stream.forceUpdateStatus();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
