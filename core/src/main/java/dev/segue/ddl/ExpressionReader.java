package dev.segue.ddl;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.TokenKind;
import java.util.Locale;
import java.util.Set;

/** Finds where an expression ends. What it means is not asked. */
final class ExpressionReader {

    /** What may follow a default in the definition of a column. */
    private static final Set<String> BEHIND_DEFAULT = Set.of(
            "constraint",
            "null",
            "unique",
            "primary",
            "check",
            "references",
            "default",
            "generated",
            "collate",
            "deferrable",
            "initially",
            "no",
            "enforced",
            "storage",
            "compression");

    private final TokenReader tokens;

    ExpressionReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Up to a comma or closing parenthesis that belongs to what stands around it. */
    SqlExpression toComma() {
        int first = tokens.position();
        while (!isAtBorder()) {
            tokens.skip();
        }
        return new SqlExpression(tokens.requireText(first, tokens.position()));
    }

    /** As {@link #toComma}, and up to the next word that says something about a column. */
    SqlExpression toColumnClause() {
        int first = tokens.position();
        int cases = 0;
        while (!isAtBorder()) {
            if (tokens.position() > first && cases == 0 && isAtColumnClause()) {
                break;
            }
            if (tokens.isAt("CASE")) {
                cases++;
            } else if (tokens.isAt("END")) {
                cases--;
            }
            tokens.skip();
        }
        return new SqlExpression(tokens.requireText(first, tokens.position()));
    }

    /** The expression of these tokens without the parentheses that enclose all of it. */
    SqlExpression withoutParentheses(int first, int end) {
        int from = first;
        int to = end;
        while (isEnclosed(from, to)) {
            from++;
            to--;
        }
        return new SqlExpression(tokens.requireText(from, to));
    }

    private boolean isEnclosed(int first, int end) {
        if (end - first < 3 || !tokens.isSign(first, "(")) {
            return false;
        }
        int here = tokens.position();
        tokens.moveTo(first);
        tokens.skip();
        boolean closesAtEnd = tokens.position() == end;
        tokens.moveTo(here);
        // A query needs its parentheses.
        return closesAtEnd
                && !tokens.isWord(first + 1, "SELECT")
                && !tokens.isWord(first + 1, "WITH")
                && !tokens.isWord(first + 1, "VALUES")
                && !tokens.isWord(first + 1, "TABLE")
                && !isRow(first, end);
    }

    /** {@code (a, b)} is a row, not an expression in parentheses. */
    private boolean isRow(int first, int end) {
        int here = tokens.position();
        tokens.moveTo(first + 1);
        boolean hasComma = false;
        while (tokens.position() < end - 1) {
            hasComma |= tokens.isAtSign(",");
            tokens.skip();
        }
        tokens.moveTo(here);
        return hasComma;
    }

    private boolean isAtBorder() {
        return tokens.isAtEnd() || tokens.isAtSign(",") || tokens.isAtSign(")") || tokens.isAtSign("]");
    }

    private boolean isAtColumnClause() {
        int here = tokens.position();
        if (tokens.kind(here) != TokenKind.WORD || tokens.kind(here - 1) == TokenKind.OPERATOR) {
            return false;
        }
        if (tokens.isAt("NOT")) {
            return tokens.isAt("NOT", "NULL")
                    || tokens.isAt("NOT", "DEFERRABLE")
                    || tokens.isAt("NOT", "ENFORCED")
                    || tokens.isAt("NOT", "VALID");
        }
        return BEHIND_DEFAULT.contains(tokens.text(here).toLowerCase(Locale.ROOT));
    }
}
