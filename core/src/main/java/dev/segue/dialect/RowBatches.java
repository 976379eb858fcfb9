package dev.segue.dialect;

import dev.segue.jdbc.Session;
import dev.segue.sql.TableName;
import dev.segue.step.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a database lets all rows of a table be computed anew in small pieces, each of which commits. */
public interface RowBatches {

    /** Statements that create the tables; running them again does no harm. */
    List<String> creation();

    /** Where is kept what is known about backfills. */
    FillTables tables();

    /** What was set in a session and may decide what an expression yields there, as a text for {@link #set}. */
    String settingsOf(Session session);

    /** Makes another session compute what the one computes whose settings these are. */
    void set(Session session, String settings);

    /** What the table of that name is known by whatever it is called later; empty where there is none. */
    Optional<String> identityOf(Session session, TableName table);

    /**
     * The relations that hold the rows that are gone through: the table, its partitions and its heirs. Empty where it is not
     * there.
     *
     * @param table what the table is known by, which somebody may have given another name
     */
    List<RowSource> sourcesOf(Session session, StepAction.FillRows fill, String table);

    /**
     * How the transactions begin in which the batches are written.
     *
     * @param table what the table is known by, which somebody may have given another name
     */
    Openings openings(Session session, StepAction.FillRows fill, String table);

    /** What is looked at when all rows are filled; empty where nothing is. */
    Optional<RowCheck> check(StepAction.FillRows fill);

    /**
     * Finds the rows whose old values a downgrade could not bring back, for each column by its name; empty where there is no
     * way back, or none was asked for.
     */
    Map<String, RowCheck> losses(StepAction.FillRows fill);

    /**
     * The statements that open a transaction.
     *
     * @param hurried it gives up so early that no statement of the application waits long for it, or is chosen as the
     *     victim of a deadlock
     * @param patient only waits for locks are limited: for batches that cannot be made any smaller
     */
    record Openings(List<String> hurried, List<String> patient) {
        public Openings {
            hurried = List.copyOf(hurried);
            patient = List.copyOf(patient);
        }
    }
}
