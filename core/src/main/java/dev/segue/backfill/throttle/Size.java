package dev.segue.backfill.throttle;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as people write it: {@code 512kB}, {@code 64MB}, {@code 1.5GB}. As in PostgreSQL, a kB has 1024. */
record Size(long bytes) {

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*([kMGT]?B)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "BKMGT";

    static Optional<Size> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT).charAt(0));
        BigDecimal unit = BigDecimal.valueOf(1L << (10 * power));
        return Optional.of(
                new Size(new BigDecimal(matcher.group(1)).multiply(unit).longValue()));
    }

    /** In the largest unit of which there is at least one: {@code 1.4 GB}. */
    String inWords() {
        double value = bytes;
        int power = 0;
        while (value >= 1024 && power < 4) {
            value /= 1024;
            power++;
        }
        String unit = power == 0 ? "B" : (power == 1 ? "k" : UNITS.substring(power, power + 1)) + "B";
        String digits = value >= 10 || value == Math.rint(value) ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, value) + " " + unit;
    }
}
