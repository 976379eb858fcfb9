package dev.segue.backfill.throttle;

import dev.segue.problem.NearestName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a backfill is held back: what is written as {@code max-rate=5000}, {@code nice=50%} and {@code pause-when=lag>5s} in a
 * revision, and in the same words in the configuration and on the command line.
 *
 * @param maxRate rows a second
 * @param nicePercent how long to rest after a batch, in percent of the time that it took
 * @param pauseWhen when not to write at all; an empty list where that was said to be never
 */
public record Restraint(Optional<Long> maxRate, Optional<Integer> nicePercent, Optional<List<Condition>> pauseWhen) {

    public static final Restraint NONE = new Restraint(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String MAX_RATE = "max-rate";
    private static final String NICE = "nice";
    private static final String PAUSE_WHEN = "pause-when";
    private static final String NEVER = "never";
    private static final List<String> KNOWN = List.of(MAX_RATE, NICE, PAUSE_WHEN);

    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,2})?");

    public Restraint {
        pauseWhen = pauseWhen.map(List::copyOf);
    }

    /**
     * What these say together, each as {@code name=value}; the last one counts, but conditions add up.
     *
     * @throws dev.segue.problem.SegueException when one of them cannot be understood
     */
    public static Restraint read(List<String> written) {
        Optional<Long> maxRate = Optional.empty();
        Optional<Integer> nice = Optional.empty();
        Optional<List<Condition>> conditions = Optional.empty();
        for (String text : written) {
            String name = text.substring(0, Math.max(0, text.indexOf('='))).strip();
            String value = text.substring(text.indexOf('=') + 1).strip();
            switch (name) {
                case MAX_RATE -> maxRate = Optional.of(maxRate(value));
                case NICE -> nice = Optional.of(nice(value));
                case PAUSE_WHEN -> conditions = Optional.of(together(conditions.orElse(List.of()), pauseWhen(value)));
                default ->
                    throw ThrottleProblem.UNKNOWN_RESTRAINT.with(
                            "\"" + text + "\" is no way to hold a backfill back",
                            NearestName.to(name, KNOWN)
                                    .map(near -> "write it as " + near + "=…")
                                    .orElse("write one of max-rate=…, nice=… and pause-when=…"));
            }
        }
        return new Restraint(maxRate, nice, conditions);
    }

    /** Reads {@code 5000} or {@code 5000/s}. */
    public static long maxRate(String text) {
        String number =
                text.endsWith("/s") ? text.substring(0, text.length() - 2).strip() : text;
        return Count.read(number)
                .filter(rate -> rate > 0)
                .orElseThrow(() -> ThrottleProblem.BAD_PACE.with(
                        "\"" + text + "\" is not a number of rows a second",
                        "write a whole number such as 5000, or leave it out for no limit"));
    }

    /** Reads {@code 50%} or {@code 0.5}, both of which are a rest half as long as the batch. */
    public static int nice(String text) {
        boolean isPercent = text.endsWith("%");
        return Optional.of(isPercent ? text.substring(0, text.length() - 1).strip() : text)
                .filter(number -> FACTOR.matcher(number).matches())
                .map(BigDecimal::new)
                .map(number -> isPercent ? number : number.movePointRight(2))
                .map(BigDecimal::intValue)
                .orElseThrow(() -> ThrottleProblem.BAD_PACE.with(
                        "\"" + text + "\" does not say how long to rest after a batch",
                        "write it in percent of the batch's time, such as 50%"));
    }

    /** Reads conditions that are parted by commas; none where the text is {@code never}. */
    public static List<Condition> pauseWhen(String text) {
        return text.strip().equals(NEVER) ? List.of() : ConditionReader.read(text);
    }

    /** What this says, and what the other one says where this says nothing. */
    public Restraint orElse(Restraint other) {
        return new Restraint(
                maxRate.or(other::maxRate), nicePercent.or(other::nicePercent), pauseWhen.or(other::pauseWhen));
    }

    /** The same, but what to give way to adds up: neither takes away what the other one protects. */
    public Restraint and(Restraint other) {
        List<Condition> conditions = together(pauseWhen.orElse(List.of()), other.pauseWhen.orElse(List.of()));
        return new Restraint(
                maxRate.or(other::maxRate),
                nicePercent.or(other::nicePercent),
                conditions.isEmpty() ? pauseWhen.or(other::pauseWhen) : Optional.of(conditions));
    }

    private static List<Condition> together(List<Condition> some, List<Condition> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** Looks out for all of its conditions; closing it ends what that takes. */
    public Throttle watchedIn(Surroundings surroundings) {
        Observer observer = new Observer(surroundings);
        return new JointThrottle(
                observer,
                pauseWhen.orElse(List.of()).stream()
                        .map(condition -> new JointThrottle.Watched(condition, condition.watchedBy(observer)))
                        .toList());
    }
}
