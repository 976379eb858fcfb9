package dev.segue.backfill.throttle;

import dev.segue.problem.SegueException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A condition taken apart, before it is understood: {@code name(argument)>limit}.
 *
 * @param text the whole of it
 * @param argument what stands in parentheses
 * @param limit what stands behind {@code >}
 */
record WrittenCondition(String text, String name, Optional<String> argument, Optional<String> limit) {

    /** @param example a whole condition that would be right */
    String requireLimit(String example) {
        return limit.orElseThrow(() -> wrong(
                "has no limit",
                "write it with one, such as '" + example
                        + "'; in a shell it needs the quotes, because > means something there"));
    }

    String requireArgument(String example) {
        return argument.orElseThrow(() -> wrong("does not say which one", "write it as '" + example + "'"));
    }

    void refuseLimit() {
        if (limit.isPresent()) {
            throw wrong("cannot have a limit", "leave \">" + limit.get() + "\" out");
        }
    }

    void refuseArgument() {
        if (argument.isPresent()) {
            throw wrong("takes nothing in parentheses", "leave \"(" + argument.get() + ")\" out");
        }
    }

    /** The argument as a list of names; none where there is no argument. */
    List<String> names() {
        List<String> names = argument.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .toList();
        if (names.contains("")) {
            throw wrong("has an empty name in its list", "write the names between commas, such as (r1, r2)");
        }
        return names;
    }

    SegueException badLimit(String wanted, String example) {
        return ThrottleProblem.BAD_LIMIT.with(
                "\"" + limit.orElse("") + "\" in the condition \"" + text + "\" is not " + wanted,
                "write it as '" + example + "'");
    }

    /** @param predicate what is wrong with it, to be read behind its text */
    SegueException wrong(String predicate, String remedy) {
        return ThrottleProblem.MALFORMED.with("the condition \"" + text + "\" " + predicate, remedy);
    }
}
