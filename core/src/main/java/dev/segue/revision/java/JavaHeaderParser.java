package dev.segue.revision.java;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads the literals of a {@code @RevisionHeader(…)} from the tokens of a source. */
final class JavaHeaderParser {

    private final SourceText source;
    private final List<JavaToken> tokens;
    private final int start;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int position;

    /** @param open where the parenthesis behind the annotation's name stands, if one does */
    JavaHeaderParser(SourceText source, List<JavaToken> tokens, int open) {
        this.source = source;
        this.tokens = tokens;
        this.start = open;
        this.position = open;
    }

    JavaHeader header() {
        if (accept("(")) {
            while (!accept(")")) {
                String name = current().text();
                position++;
                expect("=");
                values.put(name, value());
                accept(",");
            }
        }
        return new JavaHeader(
                id("id", single("id")),
                list("parent").stream().map(parent -> id("parent", parent)).toList(),
                OneLine.of(values.containsKey("message") ? single("message") : ""),
                values.containsKey("kind") ? constant("kind", RevisionKind.class) : RevisionKind.SCHEMA,
                new LinkedHashSet<>(list("label")),
                list("dependsOn"),
                values.containsKey("transaction")
                        ? constant("transaction", TransactionWish.class)
                        : TransactionWish.DEFAULT);
    }

    private List<String> value() {
        List<String> texts = new ArrayList<>();
        if (accept("{")) {
            while (!accept("}")) {
                texts.add(text());
                accept(",");
            }
        } else {
            texts.add(text());
        }
        return texts;
    }

    /** A literal, several of them added together, or the last word of the name of a constant. */
    private String text() {
        if (current().kind() == JavaToken.Kind.WORD) {
            String word = current().text();
            position++;
            return accept(".") ? text() : word;
        }
        StringBuilder text = new StringBuilder();
        do {
            if (!current().isLiteral()) {
                throw unreadable("there is no literal here");
            }
            text.append(literal());
            position++;
        } while (accept("+"));
        return text.toString();
    }

    private String literal() {
        try {
            return current().value();
        } catch (IllegalArgumentException | IndexOutOfBoundsException cause) {
            throw unreadable("this literal is no Java");
        }
    }

    private List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    private String single(String name) {
        List<String> given = list(name);
        if (given.size() != 1) {
            throw at(start, "the header has no " + name);
        }
        return given.get(0);
    }

    private RevisionId id(String name, String text) {
        if (!RevisionId.isValid(text)) {
            throw at(start, "the " + name + " \"" + OneLine.of(text) + "\" cannot be the id of a revision");
        }
        return new RevisionId(text);
    }

    private <E extends Enum<E>> E constant(String name, Class<E> type) {
        String word = single(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word) && !constant.equals(RevisionKind.REPEATABLE)) {
                return constant;
            }
        }
        throw at(start, "the header's " + name + " cannot be \"" + OneLine.of(word) + "\"");
    }

    private boolean accept(String symbol) {
        if (position < tokens.size() && tokens.get(position).is(symbol)) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw unreadable("\"" + symbol + "\" is missing here");
        }
    }

    private JavaToken current() {
        if (position >= tokens.size()) {
            position = tokens.size() - 1;
            throw unreadable("it has no end");
        }
        return tokens.get(position);
    }

    private SegueException unreadable(String reason) {
        return at(Math.min(position, tokens.size() - 1), "@RevisionHeader cannot be read: " + reason);
    }

    private SegueException at(int token, String headline) {
        int offset = tokens.get(Math.min(token, tokens.size() - 1)).start();
        return Problem.of(
                        RevisionFileProblem.UNREADABLE_JAVA_HEADER,
                        headline,
                        "give each value as a literal, such as id = \"8f2c41aa03b1\": the history is read without compiling;"
                                + " ids are " + RevisionId.RULE)
                .at(source.excerptAt(offset))
                .toException();
    }
}
