package dev.segue.revision.foreign;

import dev.segue.revision.RevisionId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The version in the name of a migration: numbers with dots between them. Leading zeros and {@code .0} at the end make no
 * difference, as {@code 1}, {@code 01} and {@code 1.0} are one version to the tools that use them.
 *
 * @param text as it serves as the id of the revision
 */
public record Version(String text, List<BigInteger> numbers) implements Comparable<Version> {

    public Version {
        numbers = List.copyOf(numbers);
    }

    /** True when both are versions, and the same one to the tools, however they are written. */
    public static boolean areSame(String one, String other) {
        Optional<Version> first = of(one);
        Optional<Version> second = of(other);
        return first.isPresent() && second.isPresent() && first.get().compareTo(second.get()) == 0;
    }

    /** Nothing when the text is no version. Underscores may stand for dots. */
    static Optional<Version> of(String written) {
        String text = written.replace('_', '.');
        List<BigInteger> numbers = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            if (!isNumber(part)) {
                return Optional.empty();
            }
            numbers.add(new BigInteger(part));
        }
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).signum() == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return RevisionId.isValid(text) ? Optional.of(new Version(text, numbers)) : Optional.empty();
    }

    /** The version that a name begins with, up to the first character that is no digit. */
    static Optional<Version> atBeginningOf(String name) {
        return of(name.substring(0, digitsIn(name)));
    }

    /** How many digits a name begins with. */
    static int digitsIn(String name) {
        int end = 0;
        while (end < name.length() && isDigit(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && digitsIn(text) == text.length();
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    RevisionId id() {
        return new RevisionId(text);
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int difference = number(i).compareTo(other.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private BigInteger number(int place) {
        return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
    }

    @Override
    public String toString() {
        return text;
    }
}
