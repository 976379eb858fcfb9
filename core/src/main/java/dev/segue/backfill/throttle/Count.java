package dev.segue.backfill.throttle;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers as people write them: {@code 20000}, {@code 20_000}. */
final class Count {

    private static final Pattern TEXT = Pattern.compile("[0-9]+(?:_[0-9]+)*");
    private static final int MOST_DIGITS = 15;

    private Count() {}

    static Optional<Long> read(String text) {
        return Optional.of(text)
                .filter(number -> TEXT.matcher(number).matches())
                .map(number -> number.replace("_", ""))
                .filter(digits -> digits.length() <= MOST_DIGITS)
                .map(Long::parseLong);
    }
}
