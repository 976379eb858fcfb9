package dev.segue.ddl;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.sql.TokenKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tokens of an expression that name a column.
 *
 * <p>A column can stand only where an operand can. So it is enough to know at each word whether an operand or an operator
 * is due: a word in an operator's place is a keyword, an alias or an operator class.
 */
final class ColumnSearch {

    private static final Set<String> ROWS = Set.of("new", "old", "excluded");

    private final TokenReader tokens;
    /** Whose columns are looked for; empty where only one table can be meant. */
    private final Optional<TableName> table;
    /** Whether a bare name in a query counts, and the name of the table where its row is used as a whole. */
    private final boolean isBareMeant;

    private final Map<Integer, SqlName> found;
    /** For each open parenthesis, whether a query stands in it. */
    private final Deque<Boolean> queries = new ArrayDeque<>();

    private boolean isOperandDue = true;

    ColumnSearch(TokenReader tokens, Optional<TableName> table, Map<Integer, SqlName> found) {
        this(tokens, table, false, found);
    }

    ColumnSearch(TokenReader tokens, Optional<TableName> table, boolean isBareMeant, Map<Integer, SqlName> found) {
        this.tokens = tokens;
        this.table = table;
        this.isBareMeant = isBareMeant;
        this.found = found;
    }

    /** Looks through the tokens from the first to the one before the end. */
    void search(int first, int end) {
        isOperandDue = true;
        queries.clear();
        int token = first;
        while (token < end) {
            token = behind(token);
        }
    }

    /** Takes what begins at the token; returns the token behind it. */
    private int behind(int token) {
        return switch (tokens.kind(token)) {
            case WORD, QUOTED_IDENTIFIER -> behindWord(token);
            case OPERATOR -> behindOperator(token);
            case PUNCTUATION -> behindPunctuation(token);
            default -> operand(token + 1);
        };
    }

    private int operand(int next) {
        isOperandDue = false;
        return next;
    }

    private int operator(int next) {
        isOperandDue = true;
        return next;
    }

    private int behindOperator(int token) {
        if (tokens.isSign(token, "::")) {
            return operand(behindType(token + 1));
        }
        // count(*) and t.*
        return isOperandDue && tokens.isSign(token, "*") ? operand(token + 1) : operator(token + 1);
    }

    private int behindPunctuation(int token) {
        if (tokens.isSign(token, "(")) {
            queries.push(isQuery(token + 1));
            return operator(token + 1);
        }
        if (tokens.isSign(token, ")")) {
            queries.poll();
            return operand(token + 1);
        }
        if (tokens.isSign(token, "]")) {
            return operand(token + 1);
        }
        // A field of a composite value: (place).street
        return tokens.isSign(token, ".") ? operand(token + 2) : operator(token + 1);
    }

    private boolean isQuery(int token) {
        return tokens.isWord(token, "SELECT")
                || tokens.isWord(token, "WITH")
                || tokens.isWord(token, "VALUES")
                || tokens.isWord(token, "TABLE");
    }

    private int behindWord(int token) {
        boolean isPlain = tokens.kind(token) == TokenKind.WORD;
        if (isPlain && Keywords.isNoColumn(tokens.text(token))) {
            return behindKeyword(token);
        }
        return isOperandDue ? behindOperand(token) : behindWordBetween(token, isPlain);
    }

    private int behindKeyword(int token) {
        if (tokens.isWord(token, "AS") || tokens.isWord(token, "RETURNING")) {
            return operand(tokens.isSign(token + 1, "(") ? token + 1 : behindTypeOrAlias(token + 1));
        }
        if (tokens.isWord(token, "COLLATE")) {
            return operand(behindChain(token + 1));
        }
        // In "a NOT BETWEEN b AND c" the operator is still to come.
        if (tokens.isWord(token, "NOT") && !isOperandDue) {
            return operand(token + 1);
        }
        if (tokens.isWord(token, "IS")) {
            return behindIs(token + 1);
        }
        if (tokens.isWord(token, "SIMILAR") || tokens.isWord(token + 1, "BY")) {
            return operator(token + 2);
        }
        if (tokens.isWord(token, "TO")) {
            return operand(token + 2);
        }
        boolean isValue = Keywords.isValue(tokens.text(token))
                || tokens.isWord(token, "END")
                || tokens.isWord(token, "ASC")
                || tokens.isWord(token, "DESC")
                || tokens.isWord(token, "ISNULL")
                || tokens.isWord(token, "NOTNULL");
        return isValue ? operand(token + 1) : operator(token + 1);
    }

    private int behindTypeOrAlias(int token) {
        return tokens.isWord(token, "MATERIALIZED") || tokens.isWord(token, "NOT") ? token + 1 : behindType(token);
    }

    private int behindIs(int token) {
        int next = tokens.isWord(token, "NOT") ? token + 1 : token;
        if (tokens.isWord(next, "DISTINCT")) {
            return operator(next + 2);
        }
        if (tokens.isWord(next, "JSON")) {
            next++;
            while (isOneOf(next, "VALUE", "ARRAY", "OBJECT", "SCALAR", "WITH", "WITHOUT", "UNIQUE", "KEYS")) {
                next++;
            }
            return operand(next);
        }
        if (isOneOf(next, "NFC", "NFD", "NFKC", "NFKD") && tokens.isWord(next + 1, "NORMALIZED")) {
            return operand(next + 2);
        }
        return operand(next + 1);
    }

    /** A word where an operator is due, and which is none of the reserved ones. */
    private int behindWordBetween(int token, boolean isPlain) {
        if (isPlain) {
            if (tokens.isWord(token, "AT")) {
                return tokens.isWord(token + 1, "LOCAL") ? operand(token + 2) : operator(token + 3);
            }
            if (tokens.isWord(token, "OPERATOR") && tokens.isSign(token + 1, "(")) {
                return operator(behindParentheses(token + 1));
            }
            if (isOneOf(token, "BETWEEN", "ESCAPE", "UESCAPE", "BY", "VALUE", "VALUES", "SET")) {
                return operator(token + 1);
            }
            if (isOneOf(token, "FILTER", "OVER", "WITHIN")) {
                return operand(token + 1);
            }
        }
        // An operator class with parameters, or an alias with the names of its columns.
        int next = behindChain(token);
        return operand(tokens.isSign(next, "(") ? behindParentheses(next) : next);
    }

    private int behindOperand(int token) {
        // A literal with its type in front, such as date '2026-01-31'.
        int type = behindType(token);
        if (type < tokens.size() && tokens.kind(type) == TokenKind.STRING) {
            return operand(type + 1);
        }
        int next = behindChain(token);
        if (tokens.isSign(next, "(")) {
            return behindFunctionName(token, next);
        }
        if (tokens.isSign(next, "=>") || tokens.isSign(next, ":=") || tokens.isWord(next, "BY")) {
            return operator(next + 1);
        }
        column(token, next);
        return operand(next);
    }

    private int behindFunctionName(int token, int parenthesis) {
        if (tokens.isWord(token, "OPERATOR")) {
            return operator(behindParentheses(parenthesis));
        }
        boolean isFieldFirst = tokens.isWord(token, "EXTRACT") && tokens.isWord(parenthesis + 2, "FROM");
        boolean isNameFirst = (tokens.isWord(token, "XMLELEMENT") || tokens.isWord(token, "XMLPI"))
                && tokens.isWord(parenthesis + 1, "NAME");
        boolean isXml = tokens.isWord(parenthesis + 1, "DOCUMENT") || tokens.isWord(parenthesis + 1, "CONTENT");
        if (isXml && (tokens.isWord(token, "XMLPARSE") || tokens.isWord(token, "XMLSERIALIZE"))) {
            queries.push(false);
            return operator(parenthesis + 2);
        }
        if (isFieldFirst || isNameFirst) {
            queries.push(false);
            return operand(parenthesis + (isFieldFirst ? 2 : 3));
        }
        return operator(parenthesis);
    }

    /** The name that ends before {@code next} is that of a column, perhaps with the table's in front. */
    private void column(int token, int next) {
        int last = isBareMeant && tokens.isSign(next - 1, "*") ? next - 3 : next - 1;
        if (!tokens.isName(last)) {
            return;
        }
        List<SqlName> chain = new ArrayList<>();
        for (int each = token; each <= last; each += 2) {
            Optional<SqlName> name = SqlName.at(tokens.statement(), each);
            if (name.isEmpty()) {
                return;
            }
            chain.add(name.get());
        }
        SqlName name = chain.get(chain.size() - 1);
        if (isOurs(chain.subList(0, chain.size() - 1)) && !isTableOfQuery(name)) {
            found.put(last, name);
        }
    }

    private boolean isOurs(List<SqlName> qualifier) {
        boolean isInQuery = queries.contains(true);
        if (qualifier.isEmpty()) {
            return isBareMeant || !isInQuery;
        }
        SqlName relation = qualifier.get(qualifier.size() - 1);
        if (qualifier.size() == 1 && ROWS.contains(relation.text())) {
            return true;
        }
        if (table.isEmpty()) {
            return !isInQuery;
        }
        Optional<SqlName> schema = table.get().schema();
        boolean isSchemaRight =
                qualifier.size() == 1 || schema.isEmpty() || schema.get().equals(qualifier.get(qualifier.size() - 2));
        return isSchemaRight && table.get().name().equals(relation);
    }

    /** Behind {@code FROM}, the name of the table is not that of a row. */
    private boolean isTableOfQuery(SqlName name) {
        return isBareMeant
                && queries.contains(true)
                && table.filter(known -> known.name().equals(name)).isPresent();
    }

    /** The token behind {@code a.b.c}. */
    private int behindChain(int token) {
        int next = token + 1;
        while (tokens.isSign(next, ".") && (tokens.isName(next + 1) || tokens.isSign(next + 1, "*"))) {
            next += 2;
        }
        return next;
    }

    private int behindType(int token) {
        int here = tokens.position();
        try {
            tokens.moveTo(token);
            new TypeReader(tokens).read();
            return tokens.position();
        } catch (NotUnderstood noType) {
            return token + 1;
        } finally {
            tokens.moveTo(here);
        }
    }

    private int behindParentheses(int open) {
        int here = tokens.position();
        try {
            tokens.moveTo(open);
            tokens.skip();
            return tokens.position();
        } catch (NotUnderstood neverClosed) {
            return tokens.size();
        } finally {
            tokens.moveTo(here);
        }
    }

    private boolean isOneOf(int token, String... words) {
        for (String word : words) {
            if (tokens.isWord(token, word)) {
                return true;
            }
        }
        return false;
    }
}
