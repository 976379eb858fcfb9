package dev.segue.ddl;

import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Verb;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the table whose rows the {@code SELECT} of an {@code INSERT} goes through, and refuses what looks at several of them. */
final class DrivingQueryReader {

    private static final Set<String> QUERY_CLAUSES = Set.of(
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "INTO");

    /** Clauses that say something of all rows of a query together, or of their number. */
    private static final Set<String> ABOUT_ALL_ROWS =
            Set.of("GROUP", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT", "LIMIT", "OFFSET", "FETCH", "INTO");

    private static final Set<String> AGGREGATES = Set.of(
            "any_value",
            "array_agg",
            "avg",
            "bit_and",
            "bit_or",
            "bit_xor",
            "bool_and",
            "bool_or",
            "corr",
            "count",
            "covar_pop",
            "covar_samp",
            "every",
            "json_agg",
            "json_agg_strict",
            "json_arrayagg",
            "json_object_agg",
            "json_objectagg",
            "jsonb_agg",
            "jsonb_agg_strict",
            "jsonb_object_agg",
            "max",
            "min",
            "mode",
            "percentile_cont",
            "percentile_disc",
            "range_agg",
            "range_intersect_agg",
            "regr_slope",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "string_agg",
            "sum",
            "var_pop",
            "var_samp",
            "variance",
            "xmlagg");

    private final Division division;
    private final TokenReader tokens;
    private final CommonTables commonTables;
    private final Optional<TableName> named;

    DrivingQueryReader(Division division, CommonTables commonTables, Optional<TableName> named) {
        this.division = division;
        this.tokens = division.tokens();
        this.commonTables = commonTables;
        this.named = named;
    }

    /**
     * @param target what the rows are inserted into
     * @param end behind its last token
     */
    DrivenStatement read(TableName target, int end) {
        int select = tokens.position();
        if (tokens.isAt("DISTINCT")) {
            throw division.needsAllRows(select, "DISTINCT compares every row with all others");
        }
        Clauses clauses = Clauses.of(tokens, select, end, QUERY_CLAUSES);
        clauses.starts().forEach((start, word) -> {
            if (ABOUT_ALL_ROWS.contains(word)) {
                throw division.needsAllRows(
                        start, tokens.text(start).toUpperCase(Locale.ROOT) + " looks at all rows together");
            }
        });
        int from = clauses.start("FROM")
                .orElseThrow(() -> division.refused(
                        DividingProblem.NO_DRIVING_TABLE,
                        select,
                        "the SELECT has no FROM, so there are no rows to go through in batches",
                        "take the line with segue:backfill out"));
        refuseAggregates(select, from);
        tokens.moveTo(from + 1);
        List<TableReference> tables = new FromListReader(tokens, clauses.endOf(from)).read();
        TableReference driving = driving(tables, from + 1);
        Optional<Integer> where = clauses.start("WHERE");
        int endOfRange = where.map(clauses::endOf).orElse(clauses.endOf(from));
        division.putRange(where, endOfRange);
        return division.by(
                driving,
                Verb.INSERT,
                target,
                List.of(),
                List.of(),
                commonTables.written(),
                Optional.empty(),
                where.map(start -> division.span(start + 1, clauses.endOf(start))));
    }

    private void refuseAggregates(int select, int from) {
        for (int i = select; i < from; i++) {
            boolean isCalled = tokens.isSign(i + 1, "(");
            if (tokens.isSign(i, "(") && tokens.isQuery(i + 1)) {
                i = tokens.closing(i);
            } else if (isCalled
                    && SqlName.at(tokens.statement(), i)
                            .filter(name -> AGGREGATES.contains(name.text()))
                            .isPresent()) {
                throw division.needsAllRows(i, tokens.text(i) + "() is computed from all rows together");
            } else if (tokens.isWord(i, "OVER") && tokens.isSign(i - 1, ")")) {
                throw division.needsAllRows(i, "a window function is computed from all rows together");
            } else if (tokens.isWord(i, "WITHIN") && tokens.isWord(i + 1, "GROUP")) {
                throw division.needsAllRows(i, "an ordered-set aggregate is computed from all rows together");
            }
        }
    }

    private TableReference driving(List<TableReference> tables, int at) {
        List<TableReference> real = tables.stream()
                .filter(table -> !commonTables.holds(table.table()))
                .toList();
        List<TableReference> meant = named.map(name ->
                        real.stream().filter(table -> table.isCalled(name)).toList())
                .orElse(real.stream().limit(1).toList());
        if (meant.size() != 1) {
            String among = real.isEmpty()
                    ? "its FROM names no table"
                    : meant.isEmpty()
                            ? "its FROM does not name "
                                    + named.map(TableName::toString).orElse("it")
                            : "its FROM names " + named.map(TableName::toString).orElse("it") + " more than once";
            throw division.refused(
                    DividingProblem.NO_DRIVING_TABLE,
                    at,
                    "which table's rows the statement goes through cannot be told: " + among,
                    "say it with table=… behind segue:backfill, by its name or its alias; the table must stand in the FROM"
                            + " of the SELECT itself");
        }
        TableReference driving = meant.get(0);
        if (!driving.canDrive()) {
            throw division.refused(
                    DividingProblem.NO_DRIVING_TABLE,
                    driving.first(),
                    "the statement cannot go through " + driving.table()
                            + " in batches: an outer join also yields rows for"
                            + " which it has none, or the FROM gives its columns other names or takes a sample",
                    "name another table with table=… behind segue:backfill, or write the join from " + driving.table()
                            + " on");
        }
        return driving;
    }
}
