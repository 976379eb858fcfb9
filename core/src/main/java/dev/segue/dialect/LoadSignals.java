package dev.segue.dialect;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a database tells about how busy it is, and about those who depend on what is written to it.
 *
 * <p>Each question is asked in a transaction of its own that was opened by {@link #opening()}. Where the user may not see
 * all there is, it fails: less than the truth would look like quiet.
 */
public interface LoadSignals {

    /** The statements that open a transaction which changes nothing and in which no question may take long. */
    List<String> opening();

    /** How much has ever been written to the log, in bytes; only differences mean anything. */
    long logWritten(Session session);

    /** Those who follow the log now. */
    List<Follower> followers(Session session);

    ArchiveQueue archiveQueue(Session session);

    /** Those for whom the log is kept, whether they follow it now or not. */
    List<LogHold> logHolds(Session session);

    RowCounts rowCounts(Session session, TableName table);

    /** What the table takes, and with it what going through all of its rows will cost. */
    TableFootprint footprintOf(Session session, TableName table);

    /** What the server expects of a statement that writes rows, without running it; empty where it cannot say. */
    Optional<StatementReckoning> reckon(Session session, SqlStatement statement);

    /** For how long the database has been cleaning the table of its own accord; empty when it is not. */
    Optional<Duration> cleaningOf(Session session, TableName table);

    /** How many sessions of others are at work at this moment. */
    long activeSessions(Session session);

    /** The statements that remove the dead rows of a table, to be run one by one and outside of a transaction. */
    List<String> cleaning(TableName table);

    /**
     * A replica, or another receiver of the log.
     *
     * @param name what it calls itself
     * @param reached up to where it has applied what {@link #logWritten} counts; empty while it has not told
     * @param reportedLag what the database itself believes; a follower that has stopped keeps the last one
     */
    record Follower(String name, OptionalLong reached, Duration reportedLag) {}

    /**
     * What is written and waits to be copied away.
     *
     * @param files none where nothing is archived
     */
    record ArchiveQueue(long files, long bytes) {}

    /**
     * A replication slot.
     *
     * @param retained bytes of the log that are kept for it
     * @param isLost its part of the log is gone already
     */
    record LogHold(String name, long retained, boolean isLost) {}

    /** Both are estimates. */
    record RowCounts(long dead, long living) {}
}
