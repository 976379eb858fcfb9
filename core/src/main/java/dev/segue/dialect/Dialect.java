package dev.segue.dialect;

import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.FailureReader;
import dev.segue.jdbc.Session;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The front door of one kind of database. Without state: what belongs to a connection is in its session. */
public interface Dialect {

    /** Its name as its users write it. */
    String name();

    SqlSyntax syntax();

    FailureReader failures();

    /** Opens a session as the server and the user have set it up; enough for reading. */
    Session connect(ConnectionSource source);

    /** How a statement that is run as written commits, and what to do about it after a crash. */
    StatementTraits traitsOf(SqlStatement statement);

    /** The same where the revision asked for no transaction: what may commit by itself is then left to do so. */
    StatementTraits traitsWithoutTransaction(SqlStatement statement);

    /** What a statement means to the transaction around it. */
    TransactionControl transactionControlOf(SqlStatement statement);

    /** True when a statement may change settings of the session that later revisions would inherit. */
    boolean mayChangeSettings(SqlStatement statement);

    /**
     * True when a statement does nothing but change settings of its session. In a session that goes on with a revision
     * where another one stopped, it is run again.
     */
    boolean onlyChangesSettings(SqlStatement statement);

    /** How the session is now, so that it can be brought back to it. */
    SessionBaseline baselineOf(Session session);

    /** Lets no default of the server or the user end a change half-way. */
    void settle(Session session, SessionSettings settings);

    /**
     * Makes this session the only one that works on the database. False while another one does, whose runner may be gone
     * already: a server goes on for a while with what it was told by a process that was killed.
     */
    boolean claim(Session session);

    /** Leaves the session as it was found, for a pool to give it to somebody else. */
    void giveBack(Session session, SessionBaseline baseline);

    /** The statements that open a transaction in which no lock is waited for longer than this; zero for no limit. */
    List<String> opening(Duration lockTimeout);

    /** The statements that set the same limit for the rest of a transaction. */
    List<String> limitingLockWaits(Duration lockTimeout);

    /**
     * Sets how long the next statement, which runs alone, may wait for its locks; zero for no limit. Some must be left to
     * wait whatever is asked for.
     */
    void prepareToRunAlone(Session session, SqlStatement statement, Duration lockTimeout);

    /** Runs a statement of a revision, with the rows that it brings along. Returns the number of rows that it changed. */
    long execute(Session session, SqlStatement statement);

    /** What the database calls this session when it tells who blocks whom. */
    String sessionId(Session session);

    /** The existing relations that the statement wants a lock on which readers or writers cannot share. */
    List<LockTarget> lockTargets(SqlStatement statement);

    /** What others feel of a statement that is run as written, as far as its head tells. */
    Impact impactOf(SqlStatement statement, PlanningContext context);

    /** The table that the statement creates, as written, if it creates one. */
    Optional<String> createdTable(SqlStatement statement);

    /**
     * What a statement means, as operations in their order; empty where that is not known, or where it has no better form
     * than the one in which it is written. Never fails: the database is the judge of what is valid.
     */
    List<Operation> meaningOf(SqlStatement statement);

    /**
     * A statement that is to be run in batches, as operations; empty where the database knows none, so that it is run as a
     * whole.
     *
     * @throws dev.segue.problem.SegueException when it cannot be run in batches
     */
    List<Operation> inBatches(SqlStatement statement, ExecuteSql.InBatches wish);

    /**
     * What the database looks like around these tables: they themselves, and everything that hangs on them or refers to
     * them. A table that is not there is left out. An index stands for its table, an enum for the tables that use it. The
     * number of queries does not depend on the number of tables.
     *
     * @param session that is in no transaction
     * @param tables none for the whole database
     * @throws dev.segue.problem.SegueException with {@link dev.segue.jdbc.DatabaseProblem#LOCK_TIMEOUT} when somebody holds
     *     one of them for itself for most of a second
     */
    Schema introspect(Session session, Set<TableName> tables);

    /** True where this table, or something else that can be read like one, is there and this user may read it. */
    boolean canRead(Session session, TableName table);

    /** The major version of the server, such as 17; 0 where versions make no difference. */
    int majorVersion(Session session);

    /** How operations are carried out here. */
    Operation.Visitor<Recipe> recipes(PlanningContext context);

    /** The plainest statements that do what the operation says, for where nobody can be harmed. */
    List<SqlStatement> plainly(Operation operation);

    /** What was dropped and can be brought back; empty where nothing is kept. */
    Optional<TrashKeeper> trash();

    JournalTables journalTables();

    /** How rows are computed in batches; empty where the database lets one write at a time, so that nothing is gained. */
    Optional<RowBatches> rowBatches();

    /** What tells how busy the database is; empty where it has nothing of the kind. */
    Optional<LoadSignals> loadSignals();

    /**
     * Opens the connection that holds the lock by which only one runner at a time changes the database, and that
     * watches the others meanwhile. The lock is not taken yet.
     */
    Watchtower watchtower(ConnectionSource source);

    /** Who names what is about to go away. Only looks; what cannot be looked at is said. */
    Uses usesOf(Session session, List<OldName> names);

    /** Indexes and constraints of these tables that do not hold what they promise. */
    List<Flaw> flawsOf(Session session, Set<TableName> tables);

    /** What a person should know about this database before it is changed. */
    List<Examination> examine(ConnectionSource source);
}
