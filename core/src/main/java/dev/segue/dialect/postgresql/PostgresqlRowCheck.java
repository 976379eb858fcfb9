package dev.segue.dialect.postgresql;

import dev.segue.ddl.DrivenStatementReader;
import dev.segue.dialect.RowCheck;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.operation.FillSettings.Verify;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Verb;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts the rows that a statement would still change, were it run again. A row that it has done and that came out as the
 * expression says does not count, also where the expression yields NULL.
 *
 * @param offending what such a row fulfils, besides lying in the range
 */
record PostgresqlRowCheck(DrivenStatement statement, String offending) implements RowCheck {

    private static final SqlTemplate REMAINING = SqlTemplate.of("""
            {with}
            SELECT count(DISTINCT {alias}.ctid) AS row_count, (array_agg(DISTINCT {key}))[1:5] AS row_keys
            FROM ONLY {relation} AS {alias}{others}
            WHERE ({range})
              AND ({offending}
              )
            """);

    private static final SqlTemplate AS_UPDATE = SqlTemplate.of("UPDATE {table} SET {assignments} WHERE {guard}");

    /** Empty where nothing is to be looked at, or nothing can be. */
    static Optional<RowCheck> of(StepAction.FillRows fill) {
        Optional<Verify> wanted = fill.settings().verify();
        if (wanted.filter(Verify.OFF::equals).isPresent() || fill.onlyLooks()) {
            return Optional.empty();
        }
        DrivenStatement statement = fill.work().accept(new AsStatement(fill));
        boolean computesValues = !(fill.work() instanceof RowWork.RowFunction) && isComparable(statement);
        boolean checksValues = wanted.isPresent()
                ? wanted.get() == Verify.VALUE
                : fill.work() instanceof RowWork.UserStatement && statement.fillsGaps();
        if (checksValues) {
            return computesValues ? Optional.of(ofValues(statement)) : Optional.empty();
        }
        boolean checksCondition = wanted.isPresent()
                && statement.verb() != Verb.INSERT
                && (statement.verb() == Verb.DELETE || statement.condition().isPresent());
        return checksCondition
                ? Optional.of(new PostgresqlRowCheck(statement, condition(statement)))
                : Optional.empty();
    }

    /** Only what Segue computes of one column knows its way back. */
    static Map<String, RowCheck> ofLosses(StepAction.FillRows fill) {
        Map<String, RowCheck> checks = new LinkedHashMap<>();
        boolean isWanted = fill.settings()
                .roundtrip()
                .filter(look -> look != Roundtrip.OFF)
                .isPresent();
        List<RowWork.Loss> losses = fill.work().losses();
        if (isWanted && !losses.isEmpty()) {
            DrivenStatement statement = fill.work().accept(new AsStatement(fill));
            losses.forEach(loss -> checks.put(loss.column(), new PostgresqlRowCheck(statement, loss.condition())));
        }
        return checks;
    }

    private static PostgresqlRowCheck ofValues(DrivenStatement statement) {
        String alias = statement.alias().quoted(SqlSyntax.POSTGRESQL);
        String differs = statement.assignments().stream()
                .map(assignment -> alias + "." + assignment.column().quoted(SqlSyntax.POSTGRESQL)
                        + " IS DISTINCT FROM (" + statement.part(assignment.value()) + "\n)")
                .collect(Collectors.joining(" OR "));
        return new PostgresqlRowCheck(statement, condition(statement) + "\n) AND (" + differs);
    }

    private static String condition(DrivenStatement statement) {
        return statement.condition().map(statement::part).orElse("TRUE");
    }

    /** Each column gets an expression of its own, which can be compared with what it holds. */
    private static boolean isComparable(DrivenStatement statement) {
        return statement.verb() == Verb.UPDATE
                && statement.assignments().size() == statement.changed().size()
                && statement.assignments().stream()
                        .noneMatch(assignment ->
                                statement.part(assignment.value()).strip().equalsIgnoreCase("DEFAULT"));
    }

    @Override
    public Remaining remaining(Session session, RowSource source, Optional<String> after, String upTo) {
        PostgresqlRanges ranges = (PostgresqlRanges) source;
        String alias = statement.alias().quoted(SqlSyntax.POSTGRESQL);
        String query = REMAINING
                .withSql("with", statement.with().map(statement::part).orElse(""))
                .withSql("alias", alias)
                .withSql("key", ranges.shownKey(alias))
                .withSql("relation", source.relation())
                .withSql(
                        "others",
                        statement
                                .others()
                                .map(others -> ", " + statement.part(others))
                                .orElse(""))
                .withSql("range", ranges.range(alias, after, upTo))
                .withSql("offending", offending)
                .sql(SqlSyntax.POSTGRESQL);
        session.executeWithNext(isAboutOneTable() ? WayThroughRows.PAGE_BY_PAGE : WayThroughRows.AS_PLANNED);
        return session.query(query, row -> new Remaining(row.number("row_count"), row.texts("row_keys")))
                .get(0);
    }

    /** As far as its text tells. */
    private boolean isAboutOneTable() {
        return statement.others().isEmpty()
                && statement.with().isEmpty()
                && !offending.toLowerCase(Locale.ROOT).contains("select");
    }

    /** Work of any kind as the statement that it amounts to. */
    private record AsStatement(StepAction.FillRows fill) implements RowWork.Visitor<DrivenStatement> {

        @Override
        public DrivenStatement visit(RowWork.Assign work) {
            return update(work.assignments(), work.guard());
        }

        @Override
        public DrivenStatement visit(RowWork.Look work) {
            return update(work.wayBack(), "FALSE");
        }

        @Override
        public DrivenStatement visit(RowWork.UserStatement work) {
            return work.statement();
        }

        @Override
        public DrivenStatement visit(RowWork.RowFunction work) {
            String nothing = work.written().stream()
                    .map(column -> column.quoted(SqlSyntax.POSTGRESQL) + " = NULL")
                    .collect(Collectors.joining(", "));
            return update(nothing, work.guard());
        }

        private DrivenStatement update(String assignments, String guard) {
            String sql = AS_UPDATE
                    .with("table", fill.table())
                    .withSql("assignments", assignments)
                    .withSql("guard", guard)
                    .sql(SqlSyntax.POSTGRESQL);
            return DrivenStatementReader.read(SqlStatement.of("segue", sql, SqlSyntax.POSTGRESQL), Optional.empty());
        }
    }
}
