package dev.segue.ddl;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.TokenKind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A default as it may stand in the definition of a column, where PostgreSQL takes only the simpler expressions. */
final class DefaultText {

    /** Operators that need parentheses around them there. */
    private static final Set<String> NOT_SIMPLE = Set.of(
            "and",
            "or",
            "not",
            "is",
            "in",
            "like",
            "ilike",
            "similar",
            "between",
            "at",
            "collate",
            "isnull",
            "notnull",
            "overlaps");

    private DefaultText() {}

    static String of(SqlExpression value) {
        Optional<TokenReader> tokens = TokenReader.of(value.text());
        return tokens.filter(DefaultText::isSimple).isPresent() ? value.text() : "(" + value + ")";
    }

    private static boolean isSimple(TokenReader tokens) {
        try {
            while (!tokens.isAtEnd()) {
                boolean isWord = tokens.kind(tokens.position()) == TokenKind.WORD;
                if (isWord && NOT_SIMPLE.contains(tokens.text(tokens.position()).toLowerCase(Locale.ROOT))) {
                    return false;
                }
                tokens.skip();
            }
            return true;
        } catch (NotUnderstood unbalanced) {
            return false;
        }
    }
}
