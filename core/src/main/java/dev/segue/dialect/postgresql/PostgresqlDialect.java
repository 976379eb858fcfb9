package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlReader;
import dev.segue.ddl.DdlWriter;
import dev.segue.ddl.DrivenStatementReader;
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
import dev.segue.dialect.postgresql.catalog.PostgresqlIntrospector;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.FailureReader;
import dev.segue.jdbc.Session;
import dev.segue.operation.BackfillRows;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.problem.SegueException;
import dev.segue.schema.Schema;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL 14 to 18. */
public final class PostgresqlDialect implements Dialect {

    private static final String CAN_READ = "SELECT has_table_privilege(to_regclass(?), 'SELECT') IS TRUE AS can_read";

    private static final String VERSION = "SELECT current_setting('server_version_num')::int / 10000 AS major";

    private static final FailureReader FAILURES = new PostgresqlErrors();

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.POSTGRESQL;
    }

    @Override
    public FailureReader failures() {
        return FAILURES;
    }

    @Override
    public Session connect(ConnectionSource source) {
        return Session.open(source, FAILURES, PostgresqlSessions::roundTripsOf);
    }

    @Override
    public StatementTraits traitsOf(SqlStatement statement) {
        return PostgresqlStatements.traitsOf(statement);
    }

    @Override
    public StatementTraits traitsWithoutTransaction(SqlStatement statement) {
        return PostgresqlStatements.traitsWithoutTransaction(statement);
    }

    @Override
    public TransactionControl transactionControlOf(SqlStatement statement) {
        return PostgresqlStatements.transactionControlOf(statement);
    }

    @Override
    public boolean mayChangeSettings(SqlStatement statement) {
        return PostgresqlStatements.mayChangeSettings(statement);
    }

    @Override
    public boolean onlyChangesSettings(SqlStatement statement) {
        return PostgresqlStatements.onlyChangesSettings(statement);
    }

    @Override
    public SessionBaseline baselineOf(Session session) {
        return PostgresqlSessions.baselineOf(session);
    }

    @Override
    public void settle(Session session, SessionSettings settings) {
        PostgresqlSessions.settle(session, settings);
    }

    @Override
    public boolean claim(Session session) {
        return PostgresqlSessions.claim(session);
    }

    @Override
    public void giveBack(Session session, SessionBaseline baseline) {
        PostgresqlSessions.giveBack(session, baseline);
    }

    @Override
    public List<String> opening(Duration lockTimeout) {
        return List.of("BEGIN", limit(lockTimeout));
    }

    @Override
    public List<String> limitingLockWaits(Duration lockTimeout) {
        return List.of(limit(lockTimeout));
    }

    /** A concurrent statement that gives up while it waits leaves an invalid index behind, so it may wait forever. */
    @Override
    public void prepareToRunAlone(Session session, SqlStatement statement, Duration lockTimeout) {
        long milliseconds = waitsByNature(statement) ? 0 : lockTimeout.toMillis();
        session.execute("SET lock_timeout = " + milliseconds);
    }

    @Override
    public long execute(Session session, SqlStatement statement) {
        return statement.copyData().isPresent() ? PostgresqlCopy.load(session, statement) : session.execute(statement);
    }

    @Override
    public String sessionId(Session session) {
        return String.valueOf(PoolerProbe.backendOf(session));
    }

    @Override
    public List<LockTarget> lockTargets(SqlStatement statement) {
        return PostgresqlLockTargets.of(statement);
    }

    @Override
    public Impact impactOf(SqlStatement statement, PlanningContext context) {
        return WrittenStatements.impactOf(statement, context);
    }

    @Override
    public Optional<String> createdTable(SqlStatement statement) {
        return PostgresqlLockTargets.createdTable(statement);
    }

    @Override
    public List<Operation> meaningOf(SqlStatement statement) {
        return DdlReader.read(statement);
    }

    @Override
    public Schema introspect(Session session, Set<TableName> tables) {
        return new PostgresqlIntrospector(session).introspect(tables);
    }

    @Override
    public boolean canRead(Session session, TableName table) {
        return session.query(CAN_READ, row -> row.flag("can_read"), table.quoted(syntax()))
                .get(0);
    }

    @Override
    public int majorVersion(Session session) {
        return session.query(VERSION, row -> (int) row.number("major")).get(0);
    }

    @Override
    public Operation.Visitor<Recipe> recipes(PlanningContext context) {
        return new PostgresqlRecipes(context);
    }

    @Override
    public List<Operation> inBatches(SqlStatement statement, ExecuteSql.InBatches wish) {
        DrivenStatement driven = DrivenStatementReader.read(statement, wish.table());
        return List.of(new BackfillRows(driven, wish.settings()));
    }

    @Override
    public List<SqlStatement> plainly(Operation operation) {
        List<SqlStatement> statements = DdlWriter.write(operation);
        if (statements.isEmpty()) {
            throw DialectProblem.NO_PLAIN_FORM.with(
                    "\"" + operation.summary() + "\" has no statement of its own on " + name(), "write it as SQL");
        }
        return statements;
    }

    @Override
    public Optional<TrashKeeper> trash() {
        return Optional.of(new PostgresqlTrashKeeper());
    }

    @Override
    public JournalTables journalTables() {
        return PostgresqlJournalTables.TABLES;
    }

    @Override
    public Optional<RowBatches> rowBatches() {
        return Optional.of(PostgresqlRowBatches.BATCHES);
    }

    @Override
    public Optional<LoadSignals> loadSignals() {
        return Optional.of(PostgresqlLoadSignals.SIGNALS);
    }

    @Override
    public Watchtower watchtower(ConnectionSource source) {
        Session session = connect(source);
        try {
            if (PoolerProbe.routeOf(session, () -> connect(source)) == PoolerProbe.Route.TRANSACTION_POOLING) {
                throw DialectProblem.TRANSACTION_POOLING.with(
                        source.display()
                                + " is a proxy that pools by transaction: a lock or a setting would not stay ours",
                        "connect to the server itself, or to a pool in session mode");
            }
            SessionBaseline baseline = baselineOf(session);
            settle(session, SessionSettings.unlimited());
            return new PostgresqlWatchtower(session, baseline);
        } catch (SegueException refused) {
            session.close();
            throw refused;
        }
    }

    @Override
    public Uses usesOf(Session session, List<OldName> names) {
        return names.isEmpty() ? Uses.NONE : new PostgresqlUses(session, names).look();
    }

    @Override
    public List<Flaw> flawsOf(Session session, Set<TableName> tables) {
        return tables.isEmpty() ? List.of() : PostgresqlFlaws.of(session, tables);
    }

    @Override
    public List<Examination> examine(ConnectionSource source) {
        return new PostgresqlExamination(this, source).examine();
    }

    private static String limit(Duration lockTimeout) {
        return "SET LOCAL lock_timeout = " + lockTimeout.toMillis();
    }

    private static boolean waitsByNature(SqlStatement statement) {
        return new StatementCursor(statement).holds("CONCURRENTLY") || statement.startsWith("VACUUM");
    }
}
