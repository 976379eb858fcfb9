package dev.segue.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of the process, and {@code ${NAME}} in texts. */
final class Variables {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?<escaped>\\$)?\\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<standard>[^}]*))?})?");

    private final Map<String, String> values;

    Variables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A variable that is set to nothing counts as not set, as shells and containers often leave it. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The text with {@code ${NAME}} and {@code ${NAME:-otherwise}} replaced; a doubled dollar sign stands for
     * a brace that is meant as it is. What a variable holds is not looked into again.
     */
    String expand(String text, Origin origin) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(expanded, Matcher.quoteReplacement(replacement(reference, origin)));
        }
        return reference.appendTail(expanded).toString();
    }

    private String replacement(Matcher reference, Origin origin) {
        String name = reference.group("name");
        if (reference.group("escaped") != null) {
            return reference.group().substring(1);
        }
        if (name == null) {
            throw origin.problem(
                    ConfigurationProblem.BAD_VARIABLE_REFERENCE,
                    origin.subject() + " has a ${ that does not begin the name of a variable",
                    "write ${NAME} or ${NAME:-otherwise}, or $${ for the characters themselves");
        }
        String standard = reference.group("standard");
        return get(name)
                .or(() -> Optional.ofNullable(standard))
                .orElseThrow(() -> origin.problem(
                        ConfigurationProblem.UNSET_VARIABLE,
                        origin.subject() + " needs the environment variable " + name + ", which is not set",
                        "set " + name + ", or give a value for its absence: ${" + name + ":-otherwise}"));
    }
}
