package dev.segue.dialect.postgresql;

import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.Token;
import dev.segue.sql.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether an expression gives the same value for all rows of one statement. Only then can PostgreSQL add a column with it
 * as its default without writing every row. A function that is not known counts as volatile, which is the safe way to err.
 */
final class Volatility {

    private static final Set<String> STEADY_FUNCTIONS = Set.of(
            "now",
            "current_timestamp",
            "current_time",
            "localtimestamp",
            "localtime",
            "transaction_timestamp",
            "statement_timestamp",
            "current_setting",
            "lower",
            "upper",
            "length",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "concat",
            "format",
            "abs",
            "round",
            "floor",
            "ceil",
            "trunc",
            "date_trunc",
            "date_part",
            "extract",
            "timezone",
            "to_char",
            "to_date",
            "to_timestamp",
            "to_number",
            "make_date",
            "make_interval",
            "make_timestamp",
            "make_timestamptz",
            "jsonb_build_object",
            "json_build_object",
            "jsonb_build_array",
            "json_build_array",
            "to_json",
            "to_jsonb",
            "array",
            "row",
            "cast",
            "md5",
            "repeat",
            "replace",
            "substring",
            "substr",
            "trim",
            "btrim",
            "ltrim",
            "rtrim",
            "current_database",
            "in",
            "and",
            "or",
            "not");

    /** Types that take a parenthesis, as in {@code '1'::numeric(10,2)}. */
    private static final Set<String> TYPES_WITH_PARENTHESES = Set.of(
            "numeric",
            "decimal",
            "varchar",
            "char",
            "character",
            "varying",
            "bit",
            "time",
            "timestamp",
            "interval",
            "timestamptz",
            "timetz",
            "float",
            "bpchar",
            "varbit");

    private Volatility() {}

    static boolean isSteady(SqlExpression expression) {
        try {
            List<SqlStatement> statements = SqlScanner.scan(
                            new SourceText("a default", expression.text()), SqlSyntax.POSTGRESQL)
                    .statements();
            return statements.size() == 1 && isSteady(statements.get(0));
        } catch (SegueException unreadable) {
            return false;
        }
    }

    private static boolean isSteady(SqlStatement expression) {
        List<Token> tokens = expression.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean isCalled = tokens.get(i + 1).in(expression.text()).equals("(");
            boolean isName =
                    tokens.get(i).kind() == TokenKind.WORD || tokens.get(i).kind() == TokenKind.QUOTED_IDENTIFIER;
            String word = tokens.get(i).in(expression.text()).toLowerCase(Locale.ROOT);
            boolean isKnown = STEADY_FUNCTIONS.contains(word) || TYPES_WITH_PARENTHESES.contains(word);
            if (isCalled && isName && (!isKnown || isOfTheUser(expression, i))) {
                return false;
            }
        }
        return true;
    }

    /** True for a name behind a schema other than the system's. */
    private static boolean isOfTheUser(SqlStatement expression, int token) {
        List<Token> tokens = expression.tokens();
        boolean isQualified =
                token >= 2 && tokens.get(token - 1).in(expression.text()).equals(".");
        return isQualified && !tokens.get(token - 2).in(expression.text()).equalsIgnoreCase("pg_catalog");
    }
}
