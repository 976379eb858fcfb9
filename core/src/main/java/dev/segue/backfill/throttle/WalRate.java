package dev.segue.backfill.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code wal-rate>50MB/s}: the server as a whole writes more to its log, over the last five seconds. */
record WalRate(String text, Size perSecond) implements Condition {

    static final String NAME = "wal-rate";

    private static final String EXAMPLE = "wal-rate>50MB/s";
    private static final Duration SPAN = Duration.ofSeconds(5);

    static WalRate read(WrittenCondition written) {
        written.refuseArgument();
        String limit = written.requireLimit(EXAMPLE);
        return new WalRate(
                written.text(),
                Optional.of(limit)
                        .filter(rate -> rate.endsWith("/s"))
                        .flatMap(rate ->
                                Size.read(rate.substring(0, rate.length() - 2).strip()))
                        .orElseThrow(() -> written.badLimit("a number of bytes a second", EXAMPLE)));
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        LogHistory history = new LogHistory();
        return () -> {
            long total = observer.ask((signals, session) -> signals.logWritten(session));
            Instant now = observer.surroundings().clock().instant();
            history.add(now, total);
            Size rate = new Size(Math.round(history.rateOver(SPAN, now, total)));
            return Optional.of(rate)
                    .filter(seen -> seen.bytes() > perSecond.bytes())
                    .map(seen -> "the server writes " + seen.inWords() + " of WAL a second (limit "
                            + perSecond.inWords() + ")");
        };
    }
}
