package dev.segue.revision.foreign;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A comment line with which another tool divides a script: {@code -- migrate:up}, {@code -- +goose Down}. As in those
 * tools it counts wherever a line begins with it.
 *
 * @param words behind the mark, in lower case
 * @param start offset of the line in its source
 * @param end offset behind the line
 */
record SectionLine(SourceText source, List<String> words, int start, int end) {

    SectionLine {
        words = List.copyOf(words);
    }

    /** All lines that begin with two hyphens and the mark. */
    static List<SectionLine> in(SourceText source, String mark) {
        List<SectionLine> lines = new ArrayList<>();
        String text = source.text();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (text.startsWith("--", start)) {
                String comment = text.substring(start + 2, end).strip();
                if (comment.regionMatches(true, 0, mark, 0, mark.length())) {
                    lines.add(new SectionLine(source, words(comment.substring(mark.length())), start, end));
                }
            }
            start = end + 1;
        }
        return lines;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** The words as one text. */
    String command() {
        return String.join(" ", words);
    }

    SegueException refused(String headline, String remedy) {
        return Problem.of(RevisionFileProblem.FOREIGN_SECTION, headline, remedy)
                .at(source.excerptAt(start))
                .toException();
    }
}
