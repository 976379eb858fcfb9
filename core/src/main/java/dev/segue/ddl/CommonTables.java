package dev.segue.ddl;

import dev.segue.sql.DrivenStatement.Span;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Queries in front of a statement, which see all rows in every batch. */
final class CommonTables {

    private final Division division;
    private final TokenReader tokens;
    private final Set<SqlName> names = new HashSet<>();
    private Optional<Span> written = Optional.empty();

    CommonTables(Division division) {
        this.division = division;
        this.tokens = division.tokens();
    }

    /** Takes those that come next, if there are any: in front of the statement, and of the query that it holds. */
    void read() {
        int first = tokens.position();
        if (!tokens.take("WITH")) {
            return;
        }
        tokens.take("RECURSIVE");
        do {
            names.add(tokens.name());
            if (tokens.isAtSign("(")) {
                tokens.skip();
            }
            tokens.require("AS");
            tokens.take("NOT");
            tokens.take("MATERIALIZED");
            refuseChangeInside();
            tokens.inParentheses();
        } while (tokens.takeSign(","));
        if (written.isEmpty()) {
            written = Optional.of(division.span(first, tokens.position()));
        }
    }

    boolean holds(TableName table) {
        return table.schema().isEmpty() && names.contains(table.name());
    }

    /** The first that were read; empty where there are none. */
    Optional<Span> written() {
        return written;
    }

    private void refuseChangeInside() {
        int inner = tokens.position() + 1;
        boolean changes =
                isChange(inner) || (tokens.isWord(inner, "WITH") && mentionsChange(inner, tokens.closing(inner - 1)));
        if (changes) {
            throw division.needsAllRows(inner, "a WITH that changes rows would be run again by every batch");
        }
    }

    private boolean mentionsChange(int from, int end) {
        return IntStream.range(from, end).anyMatch(i -> tokens.isSign(i, "(") && isChange(i + 1));
    }

    private boolean isChange(int token) {
        return tokens.isWord(token, "INSERT")
                || tokens.isWord(token, "UPDATE")
                || tokens.isWord(token, "DELETE")
                || tokens.isWord(token, "MERGE");
    }
}
