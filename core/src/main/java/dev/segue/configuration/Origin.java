package dev.segue.configuration;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import java.util.Optional;

/**
 * The place that a value came from.
 *
 * @param name what the user wrote it as: {@code --url}, {@code SEGUE_URL}, {@code url}
 * @param place the line in the file, when it came from one
 */
public record Origin(Precedence precedence, String name, Optional<SourceExcerpt> place) {

    static Origin option(String option) {
        return new Origin(Precedence.COMMAND_LINE, option, Optional.empty());
    }

    static Origin variable(String name) {
        return new Origin(Precedence.VARIABLE, name, Optional.empty());
    }

    static Origin applicationVariable(String name) {
        return new Origin(Precedence.APPLICATION_VARIABLE, name, Optional.empty());
    }

    static Origin standard(Setting setting) {
        return new Origin(Precedence.DEFAULT, setting.key(), Optional.empty());
    }

    static Origin file(Precedence precedence, String key, SourceExcerpt place) {
        return new Origin(precedence, key, Optional.of(place));
    }

    /** One phrase for a person: {@code segue.toml:4:1}, {@code variable SEGUE_URL}, {@code default}. */
    public String display() {
        return switch (precedence) {
            case COMMAND_LINE -> "option " + name;
            case VARIABLE, APPLICATION_VARIABLE -> "variable " + name;
            case ENVIRONMENT, TOP_LEVEL -> place.map(SourceExcerpt::place).orElse(name);
            case DEFAULT -> "default";
        };
    }

    /** The subject of a sentence about the value. */
    String subject() {
        return precedence == Precedence.VARIABLE || precedence == Precedence.APPLICATION_VARIABLE
                ? "the variable " + name
                : name;
    }

    SegueException problem(ConfigurationProblem code, String headline, String remedy) {
        Problem problem = Problem.of(code, headline, remedy);
        return place.map(problem::at).orElse(problem).toException();
    }
}
