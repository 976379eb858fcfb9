package dev.segue.ddl;

import dev.segue.schema.Constraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What stands between the parentheses of {@code CREATE TABLE}, by its tokens, so that foreign keys can be left out. */
final class TableElements {

    /** A foreign key and the tokens that it is written in: a whole element, or a part of a column. */
    record Reference(Constraint key, int first, int end) {}

    private record Element(int first, int end, List<Reference> references) {}

    private final TokenReader tokens;
    private final List<Element> elements = new ArrayList<>();

    TableElements(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** One that ends where the next token is. */
    void add(int first, List<Reference> references) {
        elements.add(new Element(first, tokens.position(), references));
    }

    /** The whole statement without these. */
    String without(Collection<? extends Constraint> leftOut) {
        if (elements.isEmpty()) {
            return tokens.textBetween(0, tokens.size());
        }
        List<String> kept = new ArrayList<>();
        for (Element element : elements) {
            String text = without(element, leftOut);
            if (!text.isBlank()) {
                kept.add(text);
            }
        }
        return tokens.textBetween(0, elements.get(0).first)
                + (kept.isEmpty() ? "" : "\n  " + String.join(",\n  ", kept) + "\n")
                + tokens.textBetween(elements.get(elements.size() - 1).end, tokens.size());
    }

    private String without(Element element, Collection<? extends Constraint> leftOut) {
        StringBuilder text = new StringBuilder();
        int next = element.first;
        for (Reference reference : element.references) {
            if (leftOut.contains(reference.key)) {
                append(text, next, reference.first);
                next = reference.end;
            }
        }
        append(text, next, element.end);
        return text.toString();
    }

    private void append(StringBuilder text, int first, int end) {
        if (first < end) {
            text.append(text.isEmpty() ? "" : " ").append(tokens.textBetween(first, end));
        }
    }
}
