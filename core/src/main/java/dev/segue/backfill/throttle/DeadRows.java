package dev.segue.backfill.throttle;

import dev.segue.dialect.LoadSignals.RowCounts;
import java.util.List;
import java.util.Optional;

/**
 * {@code dead-rows>20%}, {@code dead-rows>1000000}, {@code dead-rows(vacuum)>20%}: the table has so many versions of rows
 * that nobody sees any more, of all that it has. With that word they are removed while the backfill waits; without,
 * that is left to autovacuum.
 *
 * @param percent the limit; empty where it is one of rows
 */
record DeadRows(String text, boolean vacuums, Optional<Long> percent, long rows) implements Condition {

    static final String NAME = "dead-rows";

    private static final String EXAMPLE = "dead-rows>20%";

    static DeadRows read(WrittenCondition written) {
        boolean vacuums = written.argument().isPresent();
        if (vacuums && !written.names().equals(List.of("vacuum"))) {
            throw written.wrong(
                    "says \"" + written.argument().get() + "\" where only \"vacuum\" can stand",
                    "write it as 'dead-rows(vacuum)>20%', or without the parentheses");
        }
        String limit = written.requireLimit(EXAMPLE);
        if (limit.endsWith("%")) {
            long percent = Count.read(limit.substring(0, limit.length() - 1).strip())
                    .filter(share -> share < 100)
                    .orElseThrow(() -> written.badLimit("a share of less than 100%", EXAMPLE));
            return new DeadRows(written.text(), vacuums, Optional.of(percent), 0);
        }
        long rows = Count.read(limit)
                .orElseThrow(
                        () -> written.badLimit("a share or a number of rows", EXAMPLE + "' or 'dead-rows>1000000"));
        return new DeadRows(written.text(), vacuums, Optional.empty(), rows);
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return new Watching(observer);
    }

    private final class Watching implements Throttle {

        private final Observer observer;
        private final Vacuum vacuum;

        Watching(Observer observer) {
            this.observer = observer;
            this.vacuum = new Vacuum(observer.surroundings());
        }

        @Override
        public Optional<String> reasonToWait() {
            if (vacuum.isRunning()) {
                return Optional.of("VACUUM is removing dead rows from "
                        + observer.surroundings().table());
            }
            RowCounts counts = observer.ask((signals, session) ->
                    signals.rowCounts(session, observer.surroundings().table()));
            long total = counts.dead() + counts.living();
            long share = total == 0 ? 0 : counts.dead() * 100 / total;
            if (!percent.map(limit -> share > limit).orElse(counts.dead() > rows)) {
                return Optional.empty();
            }
            if (vacuums) {
                vacuum.startUnlessJustDone();
            }
            String limit = percent.map(most -> most + " %").orElse(String.valueOf(rows));
            return Optional.of(counts.dead() + " rows of "
                    + observer.surroundings().table() + " are dead, " + share + " % (limit " + limit + ")"
                    + vacuum.outcome().map(how -> "; " + how).orElse(""));
        }

        @Override
        public void close() {
            vacuum.close();
        }
    }
}
