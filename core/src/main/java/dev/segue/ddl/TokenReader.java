package dev.segue.ddl;

import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.sql.Token;
import dev.segue.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a statement from its first token to its last. Whatever is required and missing is a {@link NotUnderstood}. */
final class TokenReader {

    private final SqlStatement statement;
    private final String text;
    private final List<Token> tokens;
    /** The token that is read next. */
    private int next;

    TokenReader(SqlStatement statement) {
        this.statement = statement;
        this.text = statement.text();
        this.tokens = statement.tokens();
    }

    /** Empty for a text that is not one statement, or a part of one. */
    static Optional<TokenReader> of(String text) {
        try {
            List<SqlStatement> statements = SqlScanner.scan(new SourceText("SQL", text), SqlSyntax.POSTGRESQL)
                    .statements();
            return statements.size() == 1 ? Optional.of(new TokenReader(statements.get(0))) : Optional.empty();
        } catch (SegueException noSql) {
            return Optional.empty();
        }
    }

    SqlStatement statement() {
        return statement;
    }

    int position() {
        return next;
    }

    void moveTo(int token) {
        next = token;
    }

    int size() {
        return tokens.size();
    }

    boolean isAtEnd() {
        return next >= tokens.size();
    }

    NotUnderstood stuck() {
        return new NotUnderstood(isAtEnd() ? "the end" : text(next));
    }

    void requireEnd() {
        if (!isAtEnd()) {
            throw stuck();
        }
    }

    TokenKind kind(int token) {
        return tokens.get(token).kind();
    }

    String text(int token) {
        return tokens.get(token).in(text);
    }

    boolean isWord(int token, String word) {
        return token >= 0 && token < tokens.size() && tokens.get(token).isWord(text, word);
    }

    boolean isSign(int token, String sign) {
        if (token < 0 || token >= tokens.size()) {
            return false;
        }
        Token candidate = tokens.get(token);
        return candidate.end() - candidate.start() == sign.length()
                && (candidate.kind() == TokenKind.PUNCTUATION || candidate.kind() == TokenKind.OPERATOR)
                && text.startsWith(sign, candidate.start());
    }

    boolean isName(int token) {
        return token >= 0
                && token < tokens.size()
                && (kind(token) == TokenKind.QUOTED_IDENTIFIER || kind(token) == TokenKind.WORD);
    }

    /** A keyword that stands for a value, such as {@code CURRENT_DATE}. */
    boolean isValue(int token) {
        return kind(token) == TokenKind.WORD && Keywords.isValue(text(token));
    }

    boolean isAt(String... words) {
        return statement.hasWordsAt(next, words);
    }

    boolean isAtSign(String sign) {
        return isSign(next, sign);
    }

    boolean isAtString() {
        return !isAtEnd() && kind(next) == TokenKind.STRING;
    }

    /** Takes these words, if all of them come next. */
    boolean take(String... words) {
        if (!isAt(words)) {
            return false;
        }
        next += words.length;
        return true;
    }

    void require(String... words) {
        if (!take(words)) {
            throw stuck();
        }
    }

    boolean takeSign(String sign) {
        if (!isAtSign(sign)) {
            return false;
        }
        next++;
        return true;
    }

    void requireSign(String sign) {
        if (!takeSign(sign)) {
            throw stuck();
        }
    }

    /** A name that may stand where a column's name may. */
    SqlName name() {
        boolean isWord = !isAtEnd() && kind(next) == TokenKind.WORD;
        SqlName name = SqlName.at(statement, next).orElseThrow(this::stuck);
        if (isWord && Keywords.isNoColumn(name)) {
            throw stuck();
        }
        next++;
        return name;
    }

    /** A name, or a keyword in its place. */
    SqlName anyName() {
        SqlName name = SqlName.at(statement, next).orElseThrow(this::stuck);
        next++;
        return name;
    }

    TableName tableName() {
        if (isAtEnd() || (kind(next) == TokenKind.WORD && Keywords.isNoColumn(text(next)))) {
            throw stuck();
        }
        TableName name = TableName.at(statement, next).orElseThrow(this::stuck);
        next += name.tokenCount();
        return name;
    }

    /** {@code (a, b)} */
    List<SqlName> names() {
        requireSign("(");
        List<SqlName> names = new ArrayList<>();
        do {
            names.add(name());
        } while (takeSign(","));
        requireSign(")");
        return names;
    }

    /** A whole number without a sign. */
    String number() {
        if (isAtEnd() || kind(next) != TokenKind.NUMBER) {
            throw stuck();
        }
        return text(next++);
    }

    /** The words that a string literal holds. */
    String string() {
        if (!isAtString()) {
            throw stuck();
        }
        String value = StringLiterals.valueOf(text(next++)).orElseThrow(this::stuck);
        // A string that goes on in the next line, or names its own escape character.
        if (isAtString() || isAt("UESCAPE")) {
            throw stuck();
        }
        return value;
    }

    /** Takes one token, or everything up to the closing bracket where an opening one comes next. */
    void skip() {
        if (isAtEnd()) {
            throw stuck();
        }
        boolean opens = isAtSign("(") || isAtSign("[");
        next++;
        if (!opens) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            if (isAtEnd()) {
                throw stuck();
            }
            if (isAtSign("(") || isAtSign("[")) {
                depth++;
            } else if (isAtSign(")") || isAtSign("]")) {
                depth--;
            }
            next++;
        }
    }

    /** The closing parenthesis of the one that opens here. */
    int closing(int opening) {
        int before = next;
        next = opening;
        skip();
        int closing = next - 1;
        next = before;
        return closing;
    }

    /** True where a query begins, in however many parentheses. */
    boolean isQuery(int token) {
        int at = token;
        while (isSign(at, "(")) {
            at++;
        }
        return isWord(at, "SELECT") || isWord(at, "WITH") || isWord(at, "VALUES");
    }

    /** What stands between parentheses, the opening one of which comes next. */
    SqlExpression inParentheses() {
        int open = next;
        if (!isAtSign("(")) {
            throw stuck();
        }
        skip();
        return new SqlExpression(requireText(open + 1, next - 1));
    }

    /** The text of the tokens from the given one to the one before the next. */
    String textFrom(int first) {
        return textBetween(first, next);
    }

    String requireText(int first, int end) {
        if (first >= end) {
            throw stuck();
        }
        return textBetween(first, end);
    }

    /** As written, without the comments: what is put behind it must not become a part of one. */
    String textBetween(int first, int end) {
        StringBuilder written = new StringBuilder();
        for (int i = first; i < end; i++) {
            Token token = tokens.get(i);
            if (i > first) {
                written.append(gap(tokens.get(i - 1).end(), token.start()));
            }
            written.append(text, token.start(), token.end());
        }
        return written.toString();
    }

    /** A line end stays one: a string may go on behind it. */
    private String gap(int from, int to) {
        String gap = text.substring(from, to);
        if (gap.isBlank()) {
            return gap;
        }
        return gap.indexOf('\n') >= 0 || gap.indexOf('\r') >= 0 ? "\n" : " ";
    }

    /** The text with other words in the place of some tokens. */
    String textWith(Map<Integer, String> replacements) {
        StringBuilder changed = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String replacement = replacements.get(i);
            if (replacement != null) {
                changed.append(text, copied, tokens.get(i).start()).append(replacement);
                copied = tokens.get(i).end();
            }
        }
        return changed.append(text, copied, text.length()).toString();
    }
}
