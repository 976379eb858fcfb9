package dev.segue.ddl;

import dev.segue.problem.SegueException;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.DrivenStatement.Assignment;
import dev.segue.sql.DrivenStatement.Span;
import dev.segue.sql.DrivenStatement.Verb;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.ArrayList;
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

    private final Division division;
    private final TokenReader tokens;
    private final Optional<TableName> named;
    private final CommonTables commonTables;

    private DrivenStatementReader(SqlStatement statement, Optional<TableName> named) {
        this.division = new Division(statement);
        this.tokens = division.tokens();
        this.named = named;
        this.commonTables = new CommonTables(division);
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
            throw reader.division.refused(
                    DividingProblem.NOT_UNDERSTOOD,
                    reader.tokens.position(),
                    "the statement cannot be divided into batches, because it is not understood from \""
                            + stuck.getMessage() + "\" on",
                    "write it as a plain UPDATE, DELETE or INSERT … SELECT over one table, with what else it needs in"
                            + " sub-selects, or take the line with segue:backfill out");
        }
    }

    private DrivenStatement read() {
        commonTables.read();
        if (tokens.take("UPDATE")) {
            return update();
        }
        if (tokens.take("DELETE", "FROM")) {
            return delete();
        }
        if (tokens.take("INSERT", "INTO")) {
            return insert();
        }
        throw division.refused(
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
        named.filter(other -> !target.isCalled(other)).ifPresent(other -> {
            throw division.refused(
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
        returning.ifPresent(division::drop);
        Optional<Integer> where = clauses.start("WHERE");
        where.filter(start -> tokens.isWord(start + 1, "CURRENT") && tokens.isWord(start + 2, "OF"))
                .ifPresent(start -> {
                    throw division.needsAllRows(start, "WHERE CURRENT OF takes its rows from a cursor");
                });
        division.putRange(where, end);
        Optional<Span> others = joining.map(start -> division.span(start + 1, clauses.endOf(start)));
        return division.by(
                target,
                verb,
                target.table(),
                changed,
                assignments,
                commonTables.written(),
                others,
                where.map(start -> division.span(start + 1, clauses.endOf(start))));
    }

    private DrivenStatement insert() {
        TableName target = tokens.tableName();
        if (tokens.take("AS")) {
            tokens.anyName();
        }
        if (tokens.isAtSign("(") && !tokens.isQuery(tokens.position() + 1)) {
            tokens.skip();
        }
        if (tokens.take("OVERRIDING")) {
            tokens.anyName();
            tokens.require("VALUE");
        }
        int from = tokens.position();
        Clauses tail = Clauses.of(tokens, from, tokens.size(), Set.of("ON", "RETURNING"));
        tail.start("RETURNING").ifPresent(division::drop);
        int end = tail.starts().isEmpty() ? tokens.size() : tail.starts().firstKey();
        while (tokens.isAtSign("(") && tokens.closing(tokens.position()) == end - 1) {
            tokens.takeSign("(");
            end--;
        }
        commonTables.read();
        if (!tokens.take("SELECT")) {
            throw division.refused(
                    DividingProblem.NO_CHANGE_OF_ROWS,
                    tokens.position(),
                    "an INSERT is divided into batches by the rows of its SELECT, and this one has none",
                    "take the line with segue:backfill out, so that the statement is run as a whole");
        }
        return new DrivingQueryReader(division, commonTables, named).read(target, end);
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
                assignments.add(new Assignment(columns.get(0), division.span(value, tokens.position())));
            }
        } while (tokens.position() < end && tokens.takeSign(","));
        if (tokens.position() != end) {
            throw tokens.stuck();
        }
    }
}
