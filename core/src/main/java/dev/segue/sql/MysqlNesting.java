package dev.segue.sql;

import java.util.Locale;
import java.util.Set;

/**
 * The semicolons in the body of a procedure, function, trigger or event belong to it. A body is any one statement, so a
 * bare {@code IF … END IF} is one too; MariaDB runs such a statement and {@code BEGIN NOT ATOMIC … END} by itself.
 */
final class MysqlNesting implements Nesting {

    /** What has been read of the statement so far. */
    private enum Part {
        BEGINNING,
        BEGIN,
        BEGIN_NOT,
        CREATE,
        ROUTINE_NAME,
        ROUTINE_CHARACTERISTICS,
        TRIGGER_EVENT,
        TRIGGER_ORDER,
        EVENT_SCHEDULE,
        BODY,
        NO_BODY
    }

    /** Words between a routine's parameters and its body: whichever word is none of these begins the body. */
    private static final Set<String> CHARACTERISTICS = Set.of(
            "RETURNS",
            "COMMENT",
            "LANGUAGE",
            "SQL",
            "NOT",
            "DETERMINISTIC",
            "CONTAINS",
            "NO",
            "READS",
            "MODIFIES",
            "DATA",
            "SECURITY",
            "DEFINER",
            "INVOKER",
            "UNSIGNED",
            "SIGNED",
            "ZEROFILL",
            "CHARACTER",
            "CHAR",
            "VARCHAR",
            "VARBINARY",
            "VARYING",
            "CHARSET",
            "COLLATE",
            "ASCII",
            "UNICODE",
            "BINARY",
            "BYTE",
            "PRECISION",
            "OF");
    /** The word behind one of these is a name. */
    private static final Set<String> BEFORE_NAME = Set.of("RETURNS", "LANGUAGE", "CHARSET", "COLLATE", "SET", "OF");

    private final String text;
    private final MysqlBody body;
    private Part part = Part.BEGINNING;
    private int parentheses;
    private Token begin = NOTHING;
    private Token previous = NOTHING;

    MysqlNesting(SourceText source) {
        this.text = source.text();
        this.body = new MysqlBody(source);
    }

    @Override
    public void enter(Token token) {
        if (isMarkOfVersionedComment(token)) {
            return;
        }
        if (part == Part.BODY) {
            body.enter(token);
        } else if (token.kind() == TokenKind.PUNCTUATION) {
            enterPunctuation(text.charAt(token.start()));
        } else if (token.kind() == TokenKind.WORD && !isName()) {
            enterWord(token);
        }
        previous = token;
    }

    private boolean isMarkOfVersionedComment(Token token) {
        return token.kind() == TokenKind.OPERATOR
                && (text.startsWith("/*", token.start()) || text.startsWith("*/", token.start()));
    }

    /** As in {@code DEFINER = event@host} and {@code app.event}. */
    private boolean isName() {
        return switch (previous.kind()) {
            case OPERATOR -> lastOfPrevious() == '=' || lastOfPrevious() == '@';
            case PUNCTUATION -> lastOfPrevious() == '.';
            default -> false;
        };
    }

    private char lastOfPrevious() {
        return text.charAt(previous.end() - 1);
    }

    private void enterPunctuation(char character) {
        if (character == '(') {
            parentheses++;
        } else if (character == ')') {
            parentheses--;
            if (parentheses == 0 && part == Part.ROUTINE_NAME) {
                part = Part.ROUTINE_CHARACTERISTICS;
            }
        }
    }

    private void enterWord(Token word) {
        switch (part) {
            case BEGINNING -> beginWith(word);
            case BEGIN -> part = word.isWord(text, "NOT") ? Part.BEGIN_NOT : Part.NO_BODY;
            case BEGIN_NOT -> {
                part = word.isWord(text, "ATOMIC") ? Part.BODY : Part.NO_BODY;
                if (part == Part.BODY) {
                    body.enter(begin);
                }
            }
            case CREATE -> part = partBehindCreate(word);
            case ROUTINE_CHARACTERISTICS -> {
                if (parentheses == 0 && !isCharacteristic(word)) {
                    beginBody(word);
                }
            }
            case TRIGGER_EVENT -> {
                if (word.isWord(text, "ROW") && previous.isWord(text, "EACH")) {
                    part = Part.TRIGGER_ORDER;
                }
            }
            case TRIGGER_ORDER -> {
                boolean isOrder = isFollowsOrPrecedes(word) || isFollowsOrPrecedes(previous);
                if (!isOrder) {
                    beginBody(word);
                }
            }
            case EVENT_SCHEDULE -> {
                if (word.isWord(text, "DO") && parentheses == 0) {
                    part = Part.BODY;
                }
            }
            case ROUTINE_NAME, BODY, NO_BODY -> {}
        }
    }

    private void beginWith(Token word) {
        switch (upperCase(word)) {
            case "CREATE" -> part = Part.CREATE;
            case "BEGIN" -> {
                part = Part.BEGIN;
                begin = word;
            }
            case "IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR" -> beginBody(word);
            default -> part = Part.NO_BODY;
        }
    }

    private void beginBody(Token firstWord) {
        part = Part.BODY;
        body.enter(firstWord);
    }

    private Part partBehindCreate(Token word) {
        return switch (upperCase(word)) {
            case "OR", "REPLACE", "DEFINER", "AGGREGATE" -> Part.CREATE;
            case "PROCEDURE", "FUNCTION" -> Part.ROUTINE_NAME;
            case "TRIGGER" -> Part.TRIGGER_EVENT;
            case "EVENT" -> Part.EVENT_SCHEDULE;
            default -> Part.NO_BODY;
        };
    }

    private boolean isCharacteristic(Token word) {
        if (previous.kind() == TokenKind.WORD && BEFORE_NAME.contains(upperCase(previous))) {
            return true;
        }
        boolean belongsToCharacter =
                word.isWord(text, "SET") && (previous.isWord(text, "CHARACTER") || previous.isWord(text, "CHAR"));
        return belongsToCharacter || CHARACTERISTICS.contains(upperCase(word));
    }

    private boolean isFollowsOrPrecedes(Token token) {
        return token.isWord(text, "FOLLOWS") || token.isWord(text, "PRECEDES");
    }

    private String upperCase(Token word) {
        return word.in(text).toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean isOpen() {
        return body.isOpen();
    }

    @Override
    public void requireClosed() {
        body.requireClosed();
    }
}
