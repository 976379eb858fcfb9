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
import dev.segue.sql.TableName;
import dev.segue.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that is being divided: what is put into it for a part of the rows, and what is said where that cannot be. */
final class Division {

    private final SqlStatement statement;
    private final TokenReader tokens;
    private final List<Edit> edits = new ArrayList<>();

    Division(SqlStatement statement) {
        this.statement = statement;
        this.tokens = new TokenReader(statement);
    }

    TokenReader tokens() {
        return tokens;
    }

    /** Among the conditions of a clause that ends here, or as its only one. */
    void putRange(Optional<Integer> where, int end) {
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
    void drop(int returning) {
        for (int i = returning; i < tokens.size(); i++) {
            if (tokens.isSign(i, "(")) {
                throw needsAllRows(returning, "RETURNING computes something, and nobody looks at what a batch returns");
            }
        }
        edits.add(Edit.removing(token(returning).start(), statement.text().length()));
    }

    /**
     * The statement as it is run batch by batch. Nothing can be put into it afterwards.
     *
     * @param driving the table whose rows are gone through
     */
    DrivenStatement by(
            TableReference driving,
            Verb verb,
            TableName target,
            List<SqlName> changed,
            List<Assignment> assignments,
            Optional<Span> with,
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

    Span span(int first, int end) {
        if (first >= end) {
            throw tokens.stuck();
        }
        return new Span(token(first).start(), token(end - 1).end());
    }

    SegueException needsAllRows(int token, String reason) {
        return refused(
                DividingProblem.NEEDS_ALL_ROWS,
                token,
                "the statement cannot be divided into batches: " + reason,
                "put that part into a sub-select of its own, or take the line with segue:backfill out, so that the"
                        + " statement is run as a whole");
    }

    SegueException refused(DividingProblem code, int token, String headline, String remedy) {
        int offset = token < statement.tokens().size() ? token(token).start() : 0;
        return Problem.of(code, headline, remedy)
                .at(statement.source().excerptAt(statement.start() + offset))
                .toException();
    }
}
