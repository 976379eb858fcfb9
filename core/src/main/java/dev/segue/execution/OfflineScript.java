package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.jdbc.BoundStatement;
import dev.segue.journal.Journal;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.plan.Plan;
import dev.segue.plan.PlanProblem;
import dev.segue.plan.PlannedRevision;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.file.OneLine;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a script for the database's own client, journal included, so that a run of Segue afterwards finds everything
 * in its place. Applying it a second time fails at the journal's key before it changes anything.
 */
public final class OfflineScript {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** What stands before a statement that a run would divide. */
    private static final List<String> WHOLE_BACKFILL = List.of(
            "batches are not possible in a script: this backfill is one statement, which keeps all rows that it writes locked",
            "until the COMMIT below. A run of `segue upgrade` does it in small batches instead.");

    private static final SqlTemplate UPDATE = SqlTemplate.of("""
            UPDATE {table}
            SET {assignments}
            WHERE {guard}
            """);

    private final Dialect dialect;
    private final Journal journal;
    private final StringBuilder script = new StringBuilder();
    private boolean inTransaction;

    private OfflineScript(Dialect dialect, String actor) {
        this.dialect = dialect;
        this.journal = new Journal(dialect, actor);
    }

    /** @throws dev.segue.problem.SegueException when a revision runs Java code, which cannot be written into a script */
    public static String of(Plan plan, Dialect dialect, String actor) {
        OfflineScript script = new OfflineScript(dialect, actor);
        script.comment("written by Segue for " + dialect.name());
        if (plan.direction() == Direction.UPGRADE) {
            script.createJournal();
        }
        plan.revisions().forEach(script::write);
        return script.script.toString();
    }

    private void createJournal() {
        begin();
        journal.creation().forEach(this::statement);
        commit();
    }

    private void write(PlannedRevision planned) {
        script.append(System.lineSeparator());
        comment(planned.direction() == Direction.UPGRADE ? "upgrade" : "downgrade", planned);
        Set<SqlStatement> inBatches = inBatches(planned);
        for (Step step : planned.steps()) {
            write(planned, step, inBatches);
        }
        begin();
        List<BoundStatement> closing = planned.direction() == Direction.UPGRADE
                ? journal.applied(planned.revision(), Duration.ZERO)
                : journal.reverted(planned.revision().id(), Duration.ZERO);
        closing.forEach(bound -> statement(written(bound)));
        commit();
    }

    private void write(PlannedRevision planned, Step step, Set<SqlStatement> inBatches) {
        if (step.action() instanceof StepAction.RequireNone required) {
            comment("a script does not look whether it is so that " + required.expectation());
            return;
        }
        if (step.action() instanceof StepAction.FillRows fill && fill.onlyLooks()) {
            comment("left out of a script: " + step.summary());
            return;
        }
        SqlStatement statement = statementOf(step)
                .orElseThrow(() -> PlanProblem.CODE_IN_SCRIPT.with(
                        "revision " + planned.revision().id() + " runs Java code, which a script cannot hold: "
                                + step.summary(),
                        "run it with a connection, or write a script up to the revision before"));
        boolean isBackfill = step.action() instanceof StepAction.FillRows || inBatches.contains(statement);
        boolean isShared = step.transactionMode() == TransactionMode.SHARED;
        if (!isShared) {
            commit();
        }
        if (isBackfill || step.transactionMode().isAtomic()) {
            begin();
        }
        if (isBackfill) {
            WHOLE_BACKFILL.forEach(this::comment);
        }
        statement(statement);
        if (!isShared) {
            commit();
        }
    }

    /** Empty for Java code. */
    private Optional<SqlStatement> statementOf(Step step) {
        if (step.action() instanceof StepAction.RunStatement run) {
            return Optional.of(run.statement());
        }
        return step.action() instanceof StepAction.FillRows fill
                ? fill.work().accept(new AsStatement(fill.table(), step.summary()))
                : Optional.empty();
    }

    /** None where a run does not divide them either. */
    private Set<SqlStatement> inBatches(PlannedRevision planned) {
        if (dialect.rowBatches().isEmpty()) {
            return Set.of();
        }
        RevisionContent content = planned.revision().source().content();
        List<Operation> back = content.downgrade() instanceof Downgrade.Steps steps ? steps.operations() : List.of();
        return (planned.direction() == Direction.UPGRADE ? content.upgrade() : back)
                .stream()
                        .filter(ExecuteSql.class::isInstance)
                        .map(ExecuteSql.class::cast)
                        .filter(sql -> sql.manner().batches().isPresent())
                        .map(ExecuteSql::statement)
                        .collect(Collectors.toSet());
    }

    private void begin() {
        if (!inTransaction) {
            dialect.opening(LOCK_TIMEOUT).forEach(this::statement);
            inTransaction = true;
        }
    }

    private void commit() {
        if (inTransaction) {
            statement("COMMIT");
            inTransaction = false;
        }
    }

    private void comment(String direction, PlannedRevision planned) {
        comment(direction + " of revision " + planned.revision().id() + ": "
                + planned.revision().message());
    }

    private void comment(String text) {
        script.append("-- ").append(OneLine.of(text.replaceAll("\\R", " "))).append(System.lineSeparator());
    }

    private void statement(SqlStatement statement) {
        statement(statement.text());
        statement.copyData().ifPresent(rows -> {
            script.append(rows);
            if (!rows.isEmpty() && !rows.endsWith("\n")) {
                script.append(System.lineSeparator());
            }
            script.append("\\.").append(System.lineSeparator());
        });
    }

    private void statement(String sql) {
        script.append(sql.strip()).append(";").append(System.lineSeparator());
    }

    /** Values in the places of their holes; no statement of the journal has a question mark anywhere else. */
    private String written(BoundStatement bound) {
        StringBuilder written = new StringBuilder();
        int from = 0;
        for (Object value : bound.values()) {
            int hole = bound.sql().indexOf('?', from);
            written.append(bound.sql(), from, hole).append(literal(value));
            from = hole + 1;
        }
        return written.append(bound.sql().substring(from)).toString();
    }

    private String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Number ? value.toString() : SqlLiteral.quote(value.toString(), dialect.syntax());
    }

    /** Work that a run would do in batches, as a whole. */
    private final class AsStatement implements RowWork.Visitor<Optional<SqlStatement>> {

        private final TableName table;
        private final String summary;

        AsStatement(TableName table, String summary) {
            this.table = table;
            this.summary = summary;
        }

        @Override
        public Optional<SqlStatement> visit(RowWork.Assign work) {
            String update = UPDATE.with("table", table)
                    .withSql("assignments", work.assignments())
                    .withSql("guard", work.guard())
                    .sql(dialect.syntax());
            return Optional.of(SqlStatement.of(summary, update, dialect.syntax()));
        }

        @Override
        public Optional<SqlStatement> visit(RowWork.Look work) {
            return Optional.empty();
        }

        @Override
        public Optional<SqlStatement> visit(RowWork.UserStatement work) {
            return Optional.of(work.statement().statement());
        }

        @Override
        public Optional<SqlStatement> visit(RowWork.RowFunction work) {
            return Optional.empty();
        }
    }
}
