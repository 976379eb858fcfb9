package dev.segue.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks that are open in a body. Few of their words are reserved ({@code begin} and {@code end} may be columns, IF
 * and REPEAT are functions too), so what they mean depends on whether a statement may begin at that place.
 */
final class MysqlBody {

    private enum Kind {
        BEGIN,
        IF,
        CASE,
        LOOP,
        WHILE,
        REPEAT,
        FOR,
        CASE_EXPRESSION
    }

    /** @param parentheses how many were open around its first word */
    private record Block(Kind kind, Token opening, int parentheses) {}

    /** An operand stands behind these words, so END behind them is the name of a column. */
    private static final Set<String> BEFORE_OPERAND = Set.of(
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "AND",
            "OR",
            "XOR",
            "NOT",
            "DIV",
            "MOD",
            "LIKE",
            "REGEXP",
            "RLIKE",
            "BETWEEN",
            "ESCAPE",
            "BINARY",
            "INTERVAL");

    /** Within {@code DECLARE … HANDLER FOR condition, condition statement}. */
    private enum Conditions {
        NONE,
        ONE_EXPECTED,
        ONE_READ
    }

    private final SourceText source;
    private final String text;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private int parentheses;
    private boolean statementMayBegin = true;
    private boolean labelMayEnd;
    /** Met its END, which is to be followed by its own word, as in END IF. */
    private Optional<Block> ending = Optional.empty();

    private Conditions conditions = Conditions.NONE;
    private Token previous = Nesting.NOTHING;

    MysqlBody(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    void enter(Token token) {
        requireFullEnd(token);
        if (conditions != Conditions.NONE) {
            enterCondition(token);
        }
        if (conditions == Conditions.NONE) {
            enterCode(token);
        }
        countParentheses(token);
        previous = token;
    }

    private void countParentheses(Token token) {
        if (isPunctuation(token, '(')) {
            parentheses++;
        } else if (isPunctuation(token, ')')) {
            parentheses--;
        }
    }

    /** Without this check the END of the surrounding block would be missed, and the message would blame that one. */
    private void requireFullEnd(Token behindEnd) {
        ending.filter(block -> !behindEnd.isWord(text, block.kind().name())).ifPresent(this::refuse);
        ending = Optional.empty();
    }

    private void enterCondition(Token token) {
        boolean isComma = isPunctuation(token, ',');
        if (conditions == Conditions.ONE_READ && !isComma) {
            conditions = Conditions.NONE;
            statementMayBegin = true;
            return;
        }
        boolean goesOn = isComma || isWord(token, "NOT") || isWord(token, "SQLSTATE") || isWord(token, "VALUE");
        conditions = goesOn ? Conditions.ONE_EXPECTED : Conditions.ONE_READ;
    }

    private void enterCode(Token token) {
        if (isPunctuation(token, ';')) {
            statementMayBegin = true;
            labelMayEnd = false;
        } else if (isPunctuation(token, ':')) {
            statementMayBegin = labelMayEnd;
            labelMayEnd = false;
        } else if (statementMayBegin) {
            statementMayBegin = false;
            labelMayEnd = true;
            beginStatement(token);
        } else {
            labelMayEnd = false;
            continueStatement(token);
        }
    }

    private void beginStatement(Token token) {
        if (isWord(token, "BEGIN")) {
            push(Kind.BEGIN, token);
            statementMayBegin = true;
        } else if (isWord(token, "LOOP")) {
            push(Kind.LOOP, token);
            statementMayBegin = true;
        } else if (isWord(token, "REPEAT")) {
            push(Kind.REPEAT, token);
            statementMayBegin = true;
        } else if (isWord(token, "IF")) {
            push(Kind.IF, token);
        } else if (isWord(token, "CASE")) {
            push(Kind.CASE, token);
        } else if (isWord(token, "WHILE")) {
            push(Kind.WHILE, token);
        } else if (isWord(token, "FOR")) {
            push(Kind.FOR, token);
        } else if (isWord(token, "ELSE")) {
            statementMayBegin = true;
        } else if (isWord(token, "END")) {
            ending = Optional.ofNullable(blocks.poll()).filter(block -> block.kind() != Kind.BEGIN);
        } else if (isWord(previous, "BEGIN")) {
            statementMayBegin = isWord(token, "NOT");
        } else if (isWord(previous, "NOT")) {
            statementMayBegin = isWord(token, "ATOMIC");
        }
    }

    private void continueStatement(Token token) {
        if (token.kind() != TokenKind.WORD || isMerelyNamed()) {
            return;
        }
        if (isWord(token, "CASE") && !isWord(previous, "END")) {
            push(Kind.CASE_EXPRESSION, token);
        } else if (isWord(token, "END")) {
            if (endsExpression()) {
                blocks.pop();
            }
        } else if (isWord(token, "THEN") || isWord(token, "ELSE")) {
            statementMayBegin = isInside(Kind.IF) || isInside(Kind.CASE);
        } else if (isWord(token, "DO")) {
            statementMayBegin = isInside(Kind.WHILE) || isInside(Kind.FOR);
        } else if (isWord(token, "REPEAT") && isWord(previous, "END") && isInside(Kind.REPEAT)) {
            blocks.pop();
        } else if (isWord(token, "FOR") && isWord(previous, "HANDLER")) {
            conditions = Conditions.ONE_EXPECTED;
        }
    }

    /** As in {@code NEW.end} and {@code @end}. */
    private boolean isMerelyNamed() {
        boolean isVariable = previous.kind() == TokenKind.OPERATOR && text.charAt(previous.end() - 1) == '@';
        return isVariable || isPunctuation(previous, '.');
    }

    /** The END of an expression stands behind an operand, and outside all parentheses that were opened since its CASE. */
    private boolean endsExpression() {
        Block innermost = blocks.peek();
        return innermost != null
                && innermost.kind() == Kind.CASE_EXPRESSION
                && innermost.parentheses() == parentheses
                && previous.kind() != TokenKind.OPERATOR
                && !BEFORE_OPERAND.contains(previous.in(text).toUpperCase(Locale.ROOT));
    }

    private void push(Kind kind, Token opening) {
        blocks.push(new Block(kind, opening, parentheses));
    }

    private boolean isInside(Kind kind) {
        Block innermost = blocks.peek();
        return innermost != null && innermost.kind() == kind;
    }

    private boolean isWord(Token token, String word) {
        return token.isWord(text, word);
    }

    private boolean isPunctuation(Token token, char character) {
        return token.kind() == TokenKind.PUNCTUATION && text.charAt(token.start()) == character;
    }

    boolean isOpen() {
        return !blocks.isEmpty();
    }

    void requireClosed() {
        ending.ifPresent(this::refuse);
        if (isOpen()) {
            refuse(blocks.getFirst());
        }
    }

    private void refuse(Block block) {
        Token opening = block.opening();
        String word = opening.in(text).toUpperCase(Locale.ROOT);
        String end = block.kind() == Kind.BEGIN || block.kind() == Kind.CASE_EXPRESSION ? "END" : "END " + word;
        throw SqlProblem.UNCLOSED_BODY.at(
                source,
                opening.start(),
                word + " in " + source.name() + " has no " + end,
                "add the missing " + end + "; every IF, CASE and loop in a body needs an end of its own");
    }
}
