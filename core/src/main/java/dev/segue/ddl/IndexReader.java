package dev.segue.ddl;

import dev.segue.operation.CreateIndex;
import dev.segue.schema.Index;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code CREATE INDEX}. */
final class IndexReader {

    private final TokenReader tokens;

    IndexReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    CreateIndex read() {
        tokens.require("CREATE");
        boolean isUnique = tokens.take("UNIQUE");
        tokens.require("INDEX");
        boolean isConcurrent = tokens.take("CONCURRENTLY");
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        Optional<SqlName> name = tokens.isAt("ON") ? Optional.empty() : Optional.of(tokens.name());
        tokens.require("ON");
        boolean isOnly = tokens.take("ONLY");
        TableName table = tokens.tableName();
        String method = tokens.take("USING") ? tokens.name().text() : "btree";
        List<Index.Part> parts = parts();
        List<SqlName> include = tokens.take("INCLUDE") ? tokens.names() : List.of();
        boolean areNullsDistinct = areNullsDistinct();
        String parameters = tokens.take("WITH") ? tokens.inParentheses().text() : "";
        Optional<SqlName> tablespace = tokens.take("TABLESPACE") ? Optional.of(tokens.name()) : Optional.empty();
        Optional<SqlExpression> predicate = tokens.take("WHERE") ? Optional.of(rest()) : Optional.empty();
        tokens.requireEnd();
        Index index = new Index(
                name,
                table,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                parameters,
                tablespace,
                predicate,
                true,
                Optional.empty());
        return new CreateIndex(index, ifNotExists, isConcurrent, isOnly);
    }

    /** {@code NULLS DISTINCT} is what is meant anyway. */
    boolean areNullsDistinct() {
        if (tokens.take("NULLS", "NOT", "DISTINCT")) {
            return false;
        }
        tokens.take("NULLS", "DISTINCT");
        return true;
    }

    private SqlExpression rest() {
        int first = tokens.position();
        if (tokens.isAtEnd()) {
            throw tokens.stuck();
        }
        tokens.moveTo(tokens.size());
        return new ExpressionReader(tokens).withoutParentheses(first, tokens.size());
    }

    private List<Index.Part> parts() {
        tokens.requireSign("(");
        List<Index.Part> parts = new ArrayList<>();
        do {
            parts.add(part());
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
        return parts;
    }

    private Index.Part part() {
        Optional<SqlName> inParentheses = columnInParentheses();
        Optional<SqlExpression> expression = inParentheses.isPresent() ? Optional.empty() : expression();
        Optional<SqlName> column =
                expression.isPresent() ? Optional.empty() : inParentheses.or(() -> Optional.of(tokens.name()));
        Optional<TableName> collation = tokens.take("COLLATE") ? Optional.of(tokens.tableName()) : Optional.empty();
        Optional<String> operatorClass = operatorClass();
        boolean isDescending = tokens.take("DESC");
        if (!isDescending) {
            tokens.take("ASC");
        }
        return new Index.Part(column, expression, collation, operatorClass, isDescending, nullsFirst(isDescending));
    }

    /** To the server, {@code (a)} is a column and no expression. */
    private Optional<SqlName> columnInParentheses() {
        int first = tokens.position();
        boolean isColumn = tokens.isSign(first, "(") && tokens.isName(first + 1) && tokens.isSign(first + 2, ")");
        if (!isColumn || tokens.isValue(first + 1)) {
            return Optional.empty();
        }
        tokens.moveTo(first + 1);
        SqlName column = tokens.name();
        tokens.requireSign(")");
        return Optional.of(column);
    }

    /** In parentheses, or a function with its arguments; empty where a plain column comes next. */
    private Optional<SqlExpression> expression() {
        if (tokens.isAtSign("(")) {
            int first = tokens.position();
            tokens.skip();
            return Optional.of(new ExpressionReader(tokens).withoutParentheses(first, tokens.position()));
        }
        int first = tokens.position();
        int behindName = first + 1;
        while (tokens.isSign(behindName, ".")) {
            behindName += 2;
        }
        if (!tokens.isName(first) || !tokens.isSign(behindName, "(")) {
            return Optional.empty();
        }
        tokens.moveTo(behindName);
        tokens.skip();
        return Optional.of(new SqlExpression(tokens.textFrom(first)));
    }

    private Optional<String> operatorClass() {
        boolean isEndOfPart = tokens.isAtSign(",")
                || tokens.isAtSign(")")
                || tokens.isAt("ASC")
                || tokens.isAt("DESC")
                || tokens.isAt("NULLS", "FIRST")
                || tokens.isAt("NULLS", "LAST");
        if (isEndOfPart) {
            return Optional.empty();
        }
        int first = tokens.position();
        tokens.tableName();
        if (tokens.isAtSign("(")) {
            tokens.skip();
        }
        return Optional.of(tokens.textFrom(first));
    }

    /** Empty where it is what the direction implies: NULLs are greater than everything else. */
    private Optional<Boolean> nullsFirst(boolean isDescending) {
        if (tokens.take("NULLS", "FIRST")) {
            return isDescending ? Optional.empty() : Optional.of(true);
        }
        if (tokens.take("NULLS", "LAST")) {
            return isDescending ? Optional.of(false) : Optional.empty();
        }
        return Optional.empty();
    }
}
