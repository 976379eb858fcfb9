package dev.segue.revision.foreign;

import dev.segue.problem.NearestName;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import dev.segue.sql.Substitutions;
import dev.segue.sql.Substitutions.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Puts texts in the place of {@code ${name}}, as Flyway does: in all of a script, comments and strings included. */
final class Placeholders {

    /** The one of Flyway's own that needs nothing but the file. */
    static final String FILE_NAME = "flyway:filename";

    private static final String OF_FLYWAY = "flyway:";
    private static final String OPEN = "${";
    private static final char CLOSE = '}';

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Placeholders(Map<String, String> values) {
        this.values.putAll(values);
    }

    Placeholders with(String name, String value) {
        Placeholders more = new Placeholders(values);
        more.values.put(name, value);
        return more;
    }

    /**
     * The script as it is run.
     *
     * @throws SegueException when a name has no value, with its place
     */
    SourceText replaceIn(SourceText source) {
        return replaceIn(source, name -> String.valueOf(values.get(name)));
    }

    /** The script with a word in the place of each value, so that a change of a value is no change of the script. */
    SourceText neutralizeIn(SourceText source) {
        return replaceIn(source, name -> {
            StringBuilder word = new StringBuilder("placeholder_");
            for (int i = 0; i < name.length(); i++) {
                char each = name.charAt(i);
                word.append(Character.isLetterOrDigit(each) ? Character.toLowerCase(each) : '_');
            }
            return word.toString();
        });
    }

    private SourceText replaceIn(SourceText source, UnaryOperator<String> replacement) {
        String text = source.text();
        int open = text.indexOf(OPEN);
        if (open < 0) {
            return source;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        List<Substitution> substitutions = new ArrayList<>();
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open);
            int lineEnd = text.indexOf('\n', open);
            if (close < 0 || (lineEnd >= 0 && lineEnd < close)) {
                throw refused(source, open, "a placeholder has no closing brace", "close it on the same line");
            }
            String name = text.substring(open + OPEN.length(), close);
            if (!values.containsKey(name)) {
                throw unknown(source, open, name);
            }
            String value = replacement.apply(name);
            replaced.append(text, done, open);
            substitutions.add(new Substitution(replaced.length(), value, open, text.substring(open, close + 1)));
            replaced.append(value);
            done = close + 1;
            open = text.indexOf(OPEN, done);
        }
        return new SourceText(
                source.name(),
                replaced.append(text, done, text.length()).toString(),
                new Substitutions(text, substitutions));
    }

    private SegueException unknown(SourceText source, int offset, String name) {
        return refused(
                source,
                offset,
                "the placeholder \"${" + OneLine.of(name) + "}\" has no value",
                remedyFor(OneLine.of(name))
                        + " under placeholders in segue.toml; for a script in which ${ means something else, write"
                        + " placeholderReplacement=false into " + source.name() + ".conf");
    }

    private String remedyFor(String name) {
        if (name.toLowerCase(Locale.ROOT).startsWith(OF_FLYWAY)) {
            return "Segue fills in only ${" + FILE_NAME + "} by itself; give it a value with --placeholder " + name
                    + "=…, or";
        }
        return NearestName.to(name, values.keySet())
                .map(nearest -> "write ${" + nearest + "}, or give it a value")
                .orElse("give it a value");
    }

    private static SegueException refused(SourceText source, int offset, String headline, String remedy) {
        return Problem.of(RevisionFileProblem.UNKNOWN_PLACEHOLDER, headline, remedy)
                .at(source.excerptAt(offset))
                .toException();
    }
}
