package dev.segue.backfill.throttle;

import dev.segue.dialect.LoadSignals.LogHold;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code slots>5GB}, {@code slots(search)>5GB}: the server keeps that much of its log for a replication slot.
 *
 * @param slots those that count; all where it is empty
 */
record RetainedWal(String text, List<String> slots, Size limit) implements Condition {

    static final String NAME = "slots";

    private static final String EXAMPLE = "slots>5GB";

    static RetainedWal read(WrittenCondition written) {
        return new RetainedWal(
                written.text(),
                written.names(),
                Size.read(written.requireLimit(EXAMPLE))
                        .orElseThrow(() -> written.badLimit("a number of bytes", EXAMPLE)));
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return () -> {
            List<LogHold> holds = observer.ask((signals, session) -> signals.logHolds(session));
            return Stream.concat(holds.stream().flatMap(hold -> reason(hold).stream()), missing(holds))
                    .reduce((one, other) -> one + "; " + other);
        };
    }

    private Optional<String> reason(LogHold hold) {
        if (hold.isLost()) {
            return Optional.of("replication slot " + hold.name() + " has lost its WAL")
                    .filter(reason -> slots.contains(hold.name()));
        }
        return Optional.of("replication slot " + hold.name() + " holds back " + new Size(hold.retained()).inWords()
                        + " of WAL (limit " + limit.inWords() + ")")
                .filter(reason -> hold.retained() > limit.bytes())
                .filter(reason -> slots.isEmpty() || slots.contains(hold.name()));
    }

    private Stream<String> missing(List<LogHold> holds) {
        return slots.stream()
                .filter(name -> holds.stream().noneMatch(hold -> hold.name().equals(name)))
                .map(name -> "there is no replication slot " + name);
    }
}
