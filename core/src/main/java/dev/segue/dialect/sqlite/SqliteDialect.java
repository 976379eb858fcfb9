package dev.segue.dialect.sqlite;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.DialectProblem;
import dev.segue.dialect.Examination;
import dev.segue.dialect.Flaw;
import dev.segue.dialect.JournalTables;
import dev.segue.dialect.LoadSignals;
import dev.segue.dialect.LockTarget;
import dev.segue.dialect.OldName;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.SessionBaseline;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.StatementTraits;
import dev.segue.dialect.TransactionControl;
import dev.segue.dialect.TrashKeeper;
import dev.segue.dialect.Uses;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.FailureReader;
import dev.segue.jdbc.Session;
import dev.segue.jdbc.Session.RoundTrips;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQLite 3. Its DDL is transactional, and a transaction locks the whole file. */
public final class SqliteDialect implements Dialect {

    private static final FailureReader FAILURES = new SqliteErrors();

    /** Empty for a database in memory. */
    private static final String DATABASE_FILE = "SELECT file FROM pragma_database_list WHERE name = 'main'";

    private static final String TABLE =
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE";

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.SQLITE;
    }

    @Override
    public FailureReader failures() {
        return FAILURES;
    }

    @Override
    public Session connect(ConnectionSource source) {
        return Session.open(source, FAILURES, RoundTrips.SINGLE);
    }

    @Override
    public StatementTraits traitsOf(SqlStatement statement) {
        return SqliteStatements.traitsOf(statement);
    }

    @Override
    public StatementTraits traitsWithoutTransaction(SqlStatement statement) {
        return SqliteStatements.traitsOf(statement);
    }

    @Override
    public TransactionControl transactionControlOf(SqlStatement statement) {
        return SqliteStatements.transactionControlOf(statement);
    }

    @Override
    public boolean mayChangeSettings(SqlStatement statement) {
        return SqliteStatements.changesConnection(statement);
    }

    @Override
    public boolean onlyChangesSettings(SqlStatement statement) {
        return SqliteStatements.changesConnection(statement);
    }

    @Override
    public SessionBaseline baselineOf(Session session) {
        return SqliteSessions.baselineOf(session);
    }

    @Override
    public void settle(Session session, SessionSettings settings) {
        SqliteSessions.settle(session);
    }

    /** The statements of a process that was killed are gone with it. */
    @Override
    public boolean claim(Session session) {
        return true;
    }

    @Override
    public void giveBack(Session session, SessionBaseline baseline) {
        SqliteSessions.giveBack(session, baseline);
    }

    /** Takes the write lock at once: a transaction that begins by reading could not be sure to get it later. */
    @Override
    public List<String> opening(Duration lockTimeout) {
        return List.of(limit(lockTimeout), "BEGIN IMMEDIATE");
    }

    @Override
    public List<String> limitingLockWaits(Duration lockTimeout) {
        return List.of(limit(lockTimeout));
    }

    @Override
    public void prepareToRunAlone(Session session, SqlStatement statement, Duration lockTimeout) {
        session.execute(limit(lockTimeout));
    }

    @Override
    public long execute(Session session, SqlStatement statement) {
        return session.execute(statement);
    }

    @Override
    public String sessionId(Session session) {
        return "";
    }

    @Override
    public Impact impactOf(SqlStatement statement, PlanningContext context) {
        return Impact.UNKNOWN;
    }

    @Override
    public List<LockTarget> lockTargets(SqlStatement statement) {
        return List.of();
    }

    @Override
    public Optional<String> createdTable(SqlStatement statement) {
        return Optional.empty();
    }

    @Override
    public List<Operation> meaningOf(SqlStatement statement) {
        return List.of();
    }

    @Override
    public Schema introspect(Session session, Set<TableName> tables) {
        return Schema.unknown(SqlSyntax.SQLITE);
    }

    @Override
    public boolean canRead(Session session, TableName table) {
        return !session.query(TABLE, row -> row.text("name"), table.name().text())
                .isEmpty();
    }

    @Override
    public int majorVersion(Session session) {
        return 0;
    }

    @Override
    public Operation.Visitor<Recipe> recipes(PlanningContext context) {
        return new SqliteRecipes();
    }

    @Override
    public List<Operation> inBatches(SqlStatement statement, ExecuteSql.InBatches wish) {
        return List.of();
    }

    @Override
    public List<SqlStatement> plainly(Operation operation) {
        List<SqlStatement> statements = operation.accept(new SqlitePlainStatements());
        if (statements.isEmpty()) {
            throw DialectProblem.NO_PLAIN_FORM.with(
                    "\"" + operation.summary() + "\" has no statement of its own on " + name(), "write it as SQL");
        }
        return statements;
    }

    @Override
    public Optional<TrashKeeper> trash() {
        return Optional.empty();
    }

    @Override
    public JournalTables journalTables() {
        return SqliteJournalTables.TABLES;
    }

    @Override
    public Optional<RowBatches> rowBatches() {
        return Optional.empty();
    }

    @Override
    public Optional<LoadSignals> loadSignals() {
        return Optional.empty();
    }

    @Override
    public Watchtower watchtower(ConnectionSource source) {
        try (Session session = connect(source)) {
            return SqliteWatchtower.beside(fileOf(session), FAILURES);
        }
    }

    /** Nobody tells what other processes do with the file. */
    @Override
    public Uses usesOf(Session session, List<OldName> names) {
        return Uses.NONE;
    }

    @Override
    public List<Flaw> flawsOf(Session session, Set<TableName> tables) {
        return List.of();
    }

    @Override
    public List<Examination> examine(ConnectionSource source) {
        try (Session session = connect(source)) {
            return SqliteExamination.examine(session, source.display(), fileOf(session), FAILURES);
        }
    }

    /** To SQLite, zero means not to wait at all. */
    private static String limit(Duration lockTimeout) {
        long milliseconds = lockTimeout.isZero() ? Integer.MAX_VALUE : lockTimeout.toMillis();
        return "PRAGMA busy_timeout = " + milliseconds;
    }

    private static Optional<Path> fileOf(Session session) {
        return session.query(DATABASE_FILE, row -> row.maybeText("file").orElse("")).stream()
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .findFirst();
    }
}
