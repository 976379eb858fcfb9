package dev.segue.problem;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong and what to do about it. Its texts may quote anything and are safe to show.
 *
 * @param headline one sentence that stands alone
 * @param remedy an imperative that can be carried out now
 * @param excerpt the place in a file that it is about
 * @param details further lines, such as what the database itself said; never values of rows, never secrets
 */
public record Problem(
        ProblemCode code, String headline, String remedy, Optional<SourceExcerpt> excerpt, List<String> details) {

    private static final int LONGEST_SENTENCE = 1_000;

    public Problem {
        headline = PlainText.of(shortened(headline.replace("\r\n", "\n")));
        remedy = PlainText.of(shortened(remedy));
        details = details.stream().map(PlainText::of).toList();
    }

    public static Problem of(ProblemCode code, String headline, String remedy) {
        return new Problem(code, headline, remedy, Optional.empty(), List.of());
    }

    /** Names may be of any length where they come from; nobody reads on that long. */
    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE) + "…";
    }

    public Problem at(SourceExcerpt place) {
        return new Problem(code, headline, remedy, Optional.of(place), details);
    }

    public Problem saying(List<String> furtherLines) {
        return new Problem(code, headline, remedy, excerpt, furtherLines);
    }

    public SegueException toException() {
        return new SegueException(this);
    }

    public SegueException toException(Throwable cause) {
        return new SegueException(this, cause);
    }

    /** The whole problem as it is shown to a person: headline, place with caret, details, fix. */
    public String text() {
        StringBuilder text = new StringBuilder(code.code()).append(": ").append(headline);
        excerpt.ifPresent(place -> text.append(System.lineSeparator())
                .append("  at ")
                .append(place.place())
                .append(System.lineSeparator())
                .append(place.drawing().indent(6).stripTrailing()));
        details.forEach(line ->
                text.append(System.lineSeparator()).append(line.indent(2).stripTrailing()));
        return text.append(System.lineSeparator())
                .append("  fix: ")
                .append(remedy)
                .toString();
    }
}
