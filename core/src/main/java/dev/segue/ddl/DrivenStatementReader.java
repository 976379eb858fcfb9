package dev.segue.ddl;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Assignment;
import dev.segue.sql.DrivenStatement.Edit;
import dev.segue.sql.DrivenStatement.Hole;
import dev.segue.sql.DrivenStatement.Span;
import dev.segue.sql.DrivenStatement.Verb;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.sql.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out where the range goes when an {@code UPDATE}, {@code DELETE} or {@code INSERT … SELECT} is run for a part of
 * the rows of a table at a time, and refuses what would then do something else than as a whole.
 */
public final class DrivenStatementReader {

    private static final Set<String> CHANGE_CLAUSES = Set.of("FROM", "USING", "WHERE", "RETURNING");

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

    private final SqlStatement statement;
    private final TokenReader tokens;
    private final Optional<TableName> named;
    private final Set<SqlName> commonTables = new HashSet<>();
    private final List<Edit> edits = new ArrayList<>();
    private Optional<Span> with = Optional.empty();

    private DrivenStatementReader(SqlStatement statement, Optional<TableName> named) {
        this.statement = statement;
        this.tokens = new TokenReader(statement);
        this.named = named;
    }

    /**
     * @param named the table whose rows are to be gone through, where that was said; otherwise the target of an {@code
     *     UPDATE} or {@code DELETE}, and the first table of a {@code SELECT}
     * @throws SegueException when it cannot be run in parts
     */
    public static DrivenStatement read(SqlStatement statement, Optional<TableName> named) {
        DrivenStatementReader reader = new DrivenStatementReader(statement, named);
        try {
            return reader.read();
        } catch (NotUnderstood stuck) {
            throw reader.refused(
                    DividingProblem.NOT_UNDERSTOOD,
                    reader.tokens.position(),
                    "the statement cannot be divided into batches, because it is not understood from \""
                            + stuck.getMessage() + "\" on",
                    "write it as a plain UPDATE, DELETE or INSERT … SELECT over one table, with what else it needs in"
                            + " sub-selects, or take the line with segue:backfill out");
        }
    }

    private DrivenStatement read() {
        readWith(true);
        if (tokens.take("UPDATE")) {
            return update();
        }
        if (tokens.take("DELETE", "FROM")) {
            return delete();
        }
        if (tokens.take("INSERT", "INTO")) {
            return insert();
        }
        throw refused(
                DividingProblem.NO_CHANGE_OF_ROWS,
                tokens.position(),
                "a backfill is an UPDATE, a DELETE or an INSERT … SELECT, but this statement begins with \""
                        + (tokens.isAtEnd() ? "" : tokens.text(tokens.position())) + "\"",
                "take the line with segue:backfill out, so that the statement is run as a whole");
    }

    private DrivenStatement update() {
        TableReference target = target("SET");
        tokens.require("SET");
        int first = tokens.position();
        Clauses clauses = Clauses.of(tokens, first, tokens.size(), CHANGE_CLAUSES);
        List<SqlName> changed = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        readAssignments(first, clauses.endOf(first), changed, assignments);
        return changing(Verb.UPDATE, target, clauses, clauses.start("FROM"), changed, assignments);
    }

    private DrivenStatement delete() {
        TableReference target = target("USING");
        Clauses clauses = Clauses.of(tokens, tokens.position(), tokens.size(), CHANGE_CLAUSES);
        boolean isPlain = tokens.isAtEnd() || clauses.starts().containsKey(tokens.position());
        if (!isPlain) {
            throw tokens.stuck();
        }
        return changing(Verb.DELETE, target, clauses, clauses.start("USING"), List.of(), List.of());
    }

    /** {@code [ONLY] table [*] [[AS] alias]} in front of a word that is no alias. */
    private TableReference target(String nextWord) {
        int first = tokens.position();
        boolean isOnly = tokens.take("ONLY");
        TableName table = tokens.tableName();
        tokens.takeSign("*");
        Optional<SqlName> alias = Optional.empty();
        if (tokens.take("AS")) {
            alias = Optional.of(tokens.anyName());
        } else if (!tokens.isAtEnd() && !tokens.isAt(nextWord) && isAlias()) {
            alias = Optional.of(tokens.anyName());
        }
        TableReference target = new TableReference(table, isOnly, alias, first, tokens.position(), true);
        named.filter(other -> !isMeant(other, target)).ifPresent(other -> {
            throw refused(
                    DividingProblem.NO_DRIVING_TABLE,
                    first,
                    "the backfill is to go through " + other + ", but the statement changes " + table
                            + ", a row of which could then be met in several batches",
                    "leave table= out, or write " + table);
        });
        return target;
    }

    private boolean isAlias() {
        return tokens.isName(tokens.position())
                && !CHANGE_CLAUSES.contains(tokens.text(tokens.position()).toUpperCase(Locale.ROOT))
                && !Keywords.isNoColumn(tokens.text(tokens.position()));
    }

    private DrivenStatement changing(
            Verb verb,
            TableReference target,
            Clauses clauses,
            Optional<Integer> joining,
            List<SqlName> changed,
            List<Assignment> assignments) {
        Optional<Integer> returning = clauses.start("RETURNING");
        int end = returning.orElse(tokens.size());
        returning.ifPresent(this::drop);
        Optional<Integer> where = clauses.start("WHERE");
        where.filter(start -> tokens.isWord(start + 1, "CURRENT") && tokens.isWord(start + 2, "OF"))
                .ifPresent(start -> {
                    throw needsAllRows(start, "WHERE CURRENT OF takes its rows from a cursor");
                });
        putRange(where, end);
        Optional<Span> others = joining.map(start -> span(start + 1, clauses.endOf(start)));
        return driven(
                verb,
                target.table(),
                target,
                changed,
                assignments,
                others,
                where.map(start -> span(start + 1, clauses.endOf(start))));
    }

    private DrivenStatement insert() {
        TableName target = tokens.tableName();
        if (tokens.take("AS")) {
            tokens.anyName();
        }
        if (tokens.isAtSign("(") && !isQuery(tokens.position() + 1)) {
            tokens.skip();
        }
        if (tokens.take("OVERRIDING")) {
            tokens.anyName();
            tokens.require("VALUE");
        }
        int from = tokens.position();
        Clauses tail = Clauses.of(tokens, from, tokens.size(), Set.of("ON", "RETURNING"));
        tail.start("RETURNING").ifPresent(this::drop);
        int end = tail.starts().isEmpty() ? tokens.size() : tail.starts().firstKey();
        while (tokens.isAtSign("(") && closing(tokens.position()) == end - 1) {
            tokens.takeSign("(");
            end--;
        }
        readWith(with.isEmpty());
        if (!tokens.take("SELECT")) {
            throw refused(
                    DividingProblem.NO_CHANGE_OF_ROWS,
                    tokens.position(),
                    "an INSERT is divided into batches by the rows of its SELECT, and this one has none",
                    "take the line with segue:backfill out, so that the statement is run as a whole");
        }
        return query(target, end);
    }

    private boolean isQuery(int token) {
        int at = token;
        while (tokens.isSign(at, "(")) {
            at++;
        }
        return tokens.isWord(at, "SELECT") || tokens.isWord(at, "WITH") || tokens.isWord(at, "VALUES");
    }

    /** The closing parenthesis of the one that opens here. */
    private int closing(int opening) {
        int before = tokens.position();
        tokens.moveTo(opening);
        tokens.skip();
        int closing = tokens.position() - 1;
        tokens.moveTo(before);
        return closing;
    }

    private DrivenStatement query(TableName target, int end) {
        int select = tokens.position();
        if (tokens.isAt("DISTINCT")) {
            throw needsAllRows(select, "DISTINCT compares every row with all others");
        }
        Clauses clauses = Clauses.of(tokens, select, end, QUERY_CLAUSES);
        clauses.starts().forEach((start, word) -> {
            if (ABOUT_ALL_ROWS.contains(word)) {
                throw needsAllRows(start, tokens.text(start).toUpperCase(Locale.ROOT) + " looks at all rows together");
            }
        });
        int from = clauses.start("FROM")
                .orElseThrow(() -> refused(
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
        putRange(where, endOfRange);
        return driven(
                Verb.INSERT,
                target,
                driving,
                List.of(),
                List.of(),
                Optional.empty(),
                where.map(start -> span(start + 1, clauses.endOf(start))));
    }

    private void refuseAggregates(int select, int from) {
        for (int i = select; i < from; i++) {
            boolean isCalled = tokens.isSign(i + 1, "(");
            if (tokens.isSign(i, "(") && isQuery(i + 1)) {
                i = closing(i);
            } else if (isCalled
                    && SqlName.at(statement, i)
                            .filter(name -> AGGREGATES.contains(name.text()))
                            .isPresent()) {
                throw needsAllRows(i, tokens.text(i) + "() is computed from all rows together");
            } else if (tokens.isWord(i, "OVER") && tokens.isSign(i - 1, ")")) {
                throw needsAllRows(i, "a window function is computed from all rows together");
            } else if (tokens.isWord(i, "WITHIN") && tokens.isWord(i + 1, "GROUP")) {
                throw needsAllRows(i, "an ordered-set aggregate is computed from all rows together");
            }
        }
    }

    private TableReference driving(List<TableReference> tables, int at) {
        List<TableReference> real = tables.stream()
                .filter(table -> table.table().schema().isPresent()
                        || !commonTables.contains(table.table().name()))
                .toList();
        List<TableReference> meant = named.map(name ->
                        real.stream().filter(table -> isMeant(name, table)).toList())
                .orElse(real.stream().limit(1).toList());
        if (meant.size() != 1) {
            String among = real.isEmpty()
                    ? "its FROM names no table"
                    : meant.isEmpty()
                            ? "its FROM does not name "
                                    + named.map(TableName::toString).orElse("it")
                            : "its FROM names " + named.map(TableName::toString).orElse("it") + " more than once";
            throw refused(
                    DividingProblem.NO_DRIVING_TABLE,
                    at,
                    "which table's rows the statement goes through cannot be told: " + among,
                    "say it with table=… behind segue:backfill, by its name or its alias; the table must stand in the FROM"
                            + " of the SELECT itself");
        }
        TableReference driving = meant.get(0);
        if (!driving.canDrive()) {
            throw refused(
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

    /** By its alias or by its name. */
    private static boolean isMeant(TableName named, TableReference reference) {
        boolean isAlias = named.schema().isEmpty() && named.name().isSameAs(reference.calledBy(), SqlSyntax.POSTGRESQL);
        boolean isTable = named.name().isSameAs(reference.table().name(), SqlSyntax.POSTGRESQL)
                && (named.schema().isEmpty()
                        || reference.table().schema().isEmpty()
                        || named.isSameAs(reference.table(), SqlSyntax.POSTGRESQL));
        return isAlias || isTable;
    }

    /** Queries in front of the statement, which see all rows in every batch. */
    private void readWith(boolean isRemembered) {
        int first = tokens.position();
        if (!tokens.take("WITH")) {
            return;
        }
        tokens.take("RECURSIVE");
        do {
            commonTables.add(tokens.name());
            if (tokens.isAtSign("(")) {
                tokens.skip();
            }
            tokens.require("AS");
            tokens.take("NOT");
            tokens.take("MATERIALIZED");
            refuseChangeInside();
            tokens.inParentheses();
        } while (tokens.takeSign(","));
        if (isRemembered) {
            with = Optional.of(span(first, tokens.position()));
        }
    }

    private void refuseChangeInside() {
        int inner = tokens.position() + 1;
        boolean changes = tokens.isWord(inner, "INSERT")
                || tokens.isWord(inner, "UPDATE")
                || tokens.isWord(inner, "DELETE")
                || tokens.isWord(inner, "MERGE")
                || (tokens.isWord(inner, "WITH") && mentionsChange(inner, closing(inner - 1)));
        if (changes) {
            throw needsAllRows(inner, "a WITH that changes rows would be run again by every batch");
        }
    }

    private boolean mentionsChange(int from, int end) {
        for (int i = from; i < end; i++) {
            if (tokens.isSign(i, "(")
                    && (tokens.isWord(i + 1, "INSERT")
                            || tokens.isWord(i + 1, "UPDATE")
                            || tokens.isWord(i + 1, "DELETE")
                            || tokens.isWord(i + 1, "MERGE"))) {
                return true;
            }
        }
        return false;
    }

    /** {@code a = …, (b, c) = …} */
    private void readAssignments(int from, int end, List<SqlName> changed, List<Assignment> assignments) {
        tokens.moveTo(from);
        do {
            boolean isList = tokens.isAtSign("(");
            List<SqlName> columns = isList ? tokens.names() : List.of(tokens.name());
            boolean isPart = !tokens.isAtSign("=");
            while (!tokens.isAtSign("=")) {
                // One element of an array, or one field.
                tokens.skip();
            }
            tokens.requireSign("=");
            int value = tokens.position();
            while (tokens.position() < end && !tokens.isAtSign(",")) {
                tokens.skip();
            }
            changed.addAll(columns);
            if (!isList && !isPart) {
                assignments.add(new Assignment(columns.get(0), span(value, tokens.position())));
            }
        } while (tokens.position() < end && tokens.takeSign(","));
        if (tokens.position() != end) {
            throw tokens.stuck();
        }
    }

    private void putRange(Optional<Integer> where, int end) {
        int behind = token(end - 1).end();
        if (where.isPresent()) {
            if (where.get() + 1 >= end) {
                throw tokens.stuck();
            }
            int condition = token(where.get() + 1).start();
            edits.add(new Edit(new Span(condition, condition), "(", Hole.RANGE, ") AND ("));
            edits.add(Edit.inserting(behind, ")"));
        } else {
            edits.add(new Edit(new Span(behind, behind), " WHERE (", Hole.RANGE, ") "));
        }
    }

    /** Nobody looks at what a batch returns. */
    private void drop(int returning) {
        for (int i = returning; i < tokens.size(); i++) {
            if (tokens.isSign(i, "(")) {
                throw needsAllRows(returning, "RETURNING computes something, and nobody looks at what a batch returns");
            }
        }
        edits.add(Edit.removing(token(returning).start(), statement.text().length()));
    }

    private DrivenStatement driven(
            Verb verb,
            TableName target,
            TableReference driving,
            List<SqlName> changed,
            List<Assignment> assignments,
            Optional<Span> others,
            Optional<Span> condition) {
        Span reference = span(driving.first(), driving.end());
        edits.add(new Edit(reference, "", Hole.RELATION, ""));
        dropSchemas(driving);
        return new DrivenStatement(
                statement,
                verb,
                target,
                driving.table(),
                driving.isOnly(),
                driving.calledBy(),
                edits,
                changed,
                assignments,
                with,
                others,
                condition);
    }

    /** Under an alias, a table is not known by its schema any more: {@code app.orders.id} becomes {@code orders.id}. */
    private void dropSchemas(TableReference driving) {
        if (driving.alias().isPresent() || driving.table().schema().isEmpty()) {
            return;
        }
        for (int i = 0; i + 3 < tokens.size(); i++) {
            boolean isReference = i >= driving.first() && i < driving.end();
            boolean isColumn = tokens.isSign(i + 1, ".") && tokens.isSign(i + 3, ".") && !tokens.isSign(i - 1, ".");
            if (!isReference
                    && isColumn
                    && SqlName.at(statement, i).equals(driving.table().schema())
                    && SqlName.at(statement, i + 2)
                            .filter(driving.table().name()::equals)
                            .isPresent()) {
                edits.add(Edit.removing(token(i).start(), token(i + 2).start()));
            }
        }
    }

    private Token token(int index) {
        return statement.tokens().get(index);
    }

    private Span span(int first, int end) {
        if (first >= end) {
            throw tokens.stuck();
        }
        return new Span(token(first).start(), token(end - 1).end());
    }

    private SegueException needsAllRows(int token, String reason) {
        return refused(
                DividingProblem.NEEDS_ALL_ROWS,
                token,
                "the statement cannot be divided into batches: " + reason,
                "put that part into a sub-select of its own, or take the line with segue:backfill out, so that the"
                        + " statement is run as a whole");
    }

    private SegueException refused(DividingProblem code, int token, String headline, String remedy) {
        int offset = token < statement.tokens().size() ? token(token).start() : 0;
        return Problem.of(code, headline, remedy)
                .at(statement.source().excerptAt(statement.start() + offset))
                .toException();
    }
}
