package dev.segue.configuration;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What can be wrong with a configuration. All of it is found before a database is touched. */
public enum ConfigurationProblem implements ProblemCode {
    UNREADABLE_FILE("CF101"),
    NOT_TOML("CF102"),
    UNKNOWN_KEY("CF103"),
    WRONG_TYPE("CF104"),
    UNKNOWN_ENVIRONMENT("CF105"),
    UNSET_VARIABLE("CF106"),
    BAD_VARIABLE_REFERENCE("CF107"),
    BAD_DURATION("CF108"),
    UNKNOWN_CHOICE("CF109"),
    BAD_URL("CF110"),
    UNKNOWN_SCHEME("CF111"),
    UNREADABLE_SECRET("CF112"),
    TWO_PASSWORDS("CF113"),
    BAD_PATH("CF114"),
    EMPTY_VALUE("CF115"),
    NO_ENVIRONMENT_CHOSEN("CF116"),
    BAD_NUMBER("CF117");

    private final String code;

    ConfigurationProblem(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.USAGE;
    }
}
