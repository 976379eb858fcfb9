package dev.segue.ddl;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands behind {@code FROM}: which tables are named there, and how they are joined. */
final class FromListReader {

    private final TokenReader tokens;
    private final int end;

    FromListReader(TokenReader tokens, int end) {
        this.tokens = tokens;
        this.end = end;
    }

    /** Those at the top of the list, in their order; sub-selects and functions are passed over. */
    List<TableReference> read() {
        List<TableReference> found = new ArrayList<>();
        do {
            found.addAll(chain());
        } while (tokens.position() < end && tokens.takeSign(","));
        if (tokens.position() != end) {
            throw tokens.stuck();
        }
        return found;
    }

    /** {@code a JOIN b ON … LEFT JOIN c ON …} */
    private List<TableReference> chain() {
        List<Optional<TableReference>> elements = new ArrayList<>();
        elements.add(element());
        while (tokens.position() < end && !tokens.isAtSign(",")) {
            Join join = join();
            Optional<TableReference> joined = element();
            if (join.losesTheLeft()) {
                elements.replaceAll(element -> element.map(TableReference::withoutDriving));
            }
            elements.add(join.losesTheRight() ? joined.map(TableReference::withoutDriving) : joined);
            if (join.needsCondition() && !tokens.isAt("ON") && !tokens.isAt("USING")) {
                // Joins inside of a join, without parentheses.
                throw tokens.stuck();
            }
            skipCondition();
        }
        return elements.stream().flatMap(Optional::stream).toList();
    }

    /** Which side holds rows that come out even where the other one has none for them. */
    private record Join(boolean losesTheLeft, boolean losesTheRight, boolean needsCondition) {}

    private Join join() {
        boolean isNatural = tokens.take("NATURAL");
        if (tokens.take("CROSS")) {
            tokens.require("JOIN");
            return new Join(false, false, false);
        }
        boolean isLeft = tokens.take("LEFT");
        boolean isRight = !isLeft && tokens.take("RIGHT");
        boolean isFull = !isLeft && !isRight && tokens.take("FULL");
        if (isLeft || isRight || isFull) {
            tokens.take("OUTER");
        } else {
            tokens.take("INNER");
        }
        tokens.require("JOIN");
        return new Join(isRight || isFull, isLeft || isFull, !isNatural);
    }

    private void skipCondition() {
        if (!tokens.take("ON") && !tokens.take("USING")) {
            return;
        }
        while (tokens.position() < end && !tokens.isAtSign(",") && !isAtJoin()) {
            tokens.skip();
        }
    }

    private boolean isAtJoin() {
        return tokens.isAt("JOIN")
                || tokens.isAt("CROSS", "JOIN")
                || tokens.isAt("INNER", "JOIN")
                || tokens.isAt("NATURAL")
                || isAtSide("LEFT")
                || isAtSide("RIGHT")
                || isAtSide("FULL");
    }

    private boolean isAtSide(String side) {
        return tokens.isAt(side, "JOIN") || tokens.isAt(side, "OUTER", "JOIN");
    }

    /** Empty for a sub-select or a function. */
    private Optional<TableReference> element() {
        int first = tokens.position();
        if (tokens.take("LATERAL") || tokens.isAtSign("(") || tokens.isAt("ROWS", "FROM")) {
            skipToEndOfElement();
            return Optional.empty();
        }
        boolean isOnly = tokens.take("ONLY");
        TableName table = tokens.tableName();
        if (tokens.isAtSign("(")) {
            skipToEndOfElement();
            return Optional.empty();
        }
        tokens.takeSign("*");
        Optional<SqlName> alias = alias();
        TableReference reference = new TableReference(table, isOnly, alias, first, tokens.position(), true);
        boolean isPlain = tokens.position() >= end
                || tokens.isAtSign(",")
                || tokens.isAt("ON")
                || tokens.isAt("USING")
                || isAtJoin();
        if (isPlain) {
            return Optional.of(reference);
        }
        // Other names for its columns, or only a sample of its rows.
        skipToEndOfElement();
        return Optional.of(reference.withoutDriving());
    }

    private Optional<SqlName> alias() {
        if (tokens.take("AS")) {
            return Optional.of(tokens.anyName());
        }
        boolean isAlias = tokens.position() < end
                && tokens.isName(tokens.position())
                && !tokens.isAt("TABLESAMPLE")
                && !(tokens.kind(tokens.position()) == TokenKind.WORD
                        && Keywords.isNoColumn(tokens.text(tokens.position())));
        return isAlias ? Optional.of(tokens.anyName()) : Optional.empty();
    }

    private void skipToEndOfElement() {
        while (tokens.position() < end
                && !tokens.isAtSign(",")
                && !tokens.isAt("ON")
                && !tokens.isAt("USING")
                && !isAtJoin()) {
            tokens.skip();
        }
    }
}
