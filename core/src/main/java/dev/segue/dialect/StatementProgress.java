package dev.segue.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a long statement is.
 *
 * @param phase in the database's words
 * @param total 0 while it is not known
 * @param unit what is counted, in the plural
 * @param waitsFor sessions that must end a transaction before it can go on
 * @param rate how many a second, lately; 0 while it is not known
 */
public record StatementProgress(String phase, long done, long total, String unit, List<Blocker> waitsFor, long rate) {

    public StatementProgress {
        waitsFor = List.copyOf(waitsFor);
    }

    /** Where nobody knows how fast it goes. */
    public StatementProgress(String phase, long done, long total, String unit, List<Blocker> waitsFor) {
        this(phase, done, total, unit, waitsFor, 0);
    }

    /** How long it will take at this rate; empty while that cannot be told. */
    public Optional<Duration> remaining() {
        return rate == 0 || total == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((total - done) / rate));
    }
}
