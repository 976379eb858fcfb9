package dev.segue.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far something is, how fast it goes and when it will be over.
 *
 * @param total 0 while it is not known
 * @param unit what is counted, in the plural
 * @param sinceFirst the time since something was counted first
 * @param doneAtFirst what had been done by then
 */
public record Progress(long done, long total, String unit, Duration sinceFirst, long doneAtFirst) {

    private static final int BAR_WIDTH = 20;
    private static final long LEAST_SECONDS_TO_JUDGE = 1;

    /** Where it is known how fast it goes; 0 where it is not. */
    public static Progress at(long done, long total, String unit, long ratePerSecond) {
        return new Progress(done, total, unit, Duration.ofSeconds(1), done - ratePerSecond);
    }

    /** {@code 45 %  4,500 of 10,000 blocks  1,200/s  ETA 5 s}, as far as it is known. */
    public String text(Look look) {
        StringBuilder text = new StringBuilder();
        if (total > 0) {
            int percent = (int) Math.min(100, 100 * done / total);
            int filled = BAR_WIDTH * percent / 100;
            text.append(look.symbol("█", "#").repeat(filled))
                    .append(look.symbol("░", ".").repeat(BAR_WIDTH - filled))
                    .append(' ')
                    .append(percent)
                    .append(" %  ");
        }
        text.append(grouped(done));
        if (total > 0) {
            text.append(" of ").append(grouped(total));
        }
        text.append(' ').append(unit);
        rate().ifPresent(rate ->
                text.append("  ").append(grouped(Math.round(rate))).append("/s"));
        remaining().ifPresent(time -> text.append("  ETA ").append(Elapsed.text(time)));
        return text.toString();
    }

    private Optional<Double> rate() {
        long counted = done - doneAtFirst;
        if (counted <= 0 || sinceFirst.toSeconds() < LEAST_SECONDS_TO_JUDGE) {
            return Optional.empty();
        }
        return Optional.of(counted * 1000.0 / sinceFirst.toMillis());
    }

    private Optional<Duration> remaining() {
        return rate().filter(rate -> total > done)
                .map(rate -> Duration.ofSeconds((long) Math.ceil((total - done) / rate)));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
