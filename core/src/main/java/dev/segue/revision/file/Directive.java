package dev.segue.revision.file;

import dev.segue.problem.NearestName;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * A comment line that speaks to Segue: {@code -- segue:parent 51d0c3e7a9f4}.
 *
 * @param argument what stands behind the name, without white space around it
 * @param start offset of the comment in its source
 */
record Directive(DirectiveName name, String argument, SourceText source, int start) {

    private static final String PREFIX = "segue:";

    /** True when this comment, without its marker, speaks to Segue. */
    static boolean isDirective(String comment) {
        return comment.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /**
     * @param comment without its marker and without white space around it
     * @throws SegueException when the name is unknown
     */
    static Directive of(String comment, SourceText source, int start) {
        int wordStart = behindBlanks(comment, PREFIX.length());
        int wordEnd = wordStart;
        while (wordEnd < comment.length() && !Character.isWhitespace(comment.charAt(wordEnd))) {
            wordEnd++;
        }
        String word = comment.substring(wordStart, wordEnd);
        DirectiveName name = DirectiveName.of(word).orElseThrow(() -> unknown(word, source, start));
        String argument = comment.substring(behindBlanks(comment, wordEnd));
        return new Directive(name, argument, source, start);
    }

    private static int behindBlanks(String text, int from) {
        int behind = from;
        while (behind < text.length() && Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        return behind;
    }

    private static SegueException unknown(String word, SourceText source, int start) {
        String remedy = NearestName.to(word, DirectiveName.all())
                .map(nearest -> "write \"segue:" + nearest + "\"")
                .orElseGet(() -> "use one of " + String.join(", ", DirectiveName.all()));
        return Problem.of(
                        RevisionFileProblem.UNKNOWN_DIRECTIVE,
                        "there is no directive \"segue:" + word + "\"",
                        remedy + ", or begin the comment with another word than \"segue:\"")
                .at(source.excerptAt(start))
                .toException();
    }

    SegueException refused(RevisionFileProblem code, String headline, String remedy) {
        return Problem.of(code, headline, remedy).at(source.excerptAt(start)).toException();
    }

    /** The argument's words, which blanks or commas separate; at least one. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= argument.length(); i++) {
            if (i == argument.length() || argument.charAt(i) == ',' || Character.isWhitespace(argument.charAt(i))) {
                if (i > start) {
                    words.add(argument.substring(start, i));
                }
                start = i + 1;
            }
        }
        if (words.isEmpty()) {
            throw refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "\"" + name + "\" says nothing",
                    "write what is meant behind it, or take the line out");
        }
        return words;
    }

    /** The argument as a sentence for people, with or without double quotes around it; never empty. */
    String sentence() {
        boolean opens = argument.startsWith("\"");
        boolean closes = argument.length() > 1 && argument.endsWith("\"");
        if (opens && !closes) {
            throw refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "the text behind \"" + name + "\" has no closing quote",
                    "close it on the same line");
        }
        String text = opens ? argument.substring(1, argument.length() - 1).strip() : argument;
        if (text.isEmpty()) {
            throw refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "\"" + name + "\" gives no reason",
                    "say why in double quotes behind it, for the person who will need to know: -- " + name + " \"…\"");
        }
        return OneLine.of(text);
    }

    void requireNoArgument() {
        if (!argument.isEmpty()) {
            throw refused(
                    RevisionFileProblem.DIRECTIVE_ARGUMENT,
                    "\"" + name + "\" stands alone, but \"" + OneLine.of(argument) + "\" follows it",
                    "take the words behind it out, or put them in a comment of their own");
        }
    }
}
