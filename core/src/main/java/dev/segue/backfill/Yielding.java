package dev.segue.backfill;

import dev.segue.backfill.throttle.Throttle;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a backfill gives way to: what it was begun with, until somebody says otherwise. Used by one thread. */
final class Yielding implements AutoCloseable {

    private final List<Throttle> atFirst;
    private final Function<String, Throttle> reader;
    private Optional<String> tuned = Optional.empty();
    private Optional<Throttle> instead = Optional.empty();

    /**
     * @param atFirst closed by whoever made them
     * @param reader makes what looks out of what is written behind {@code pause-when}
     */
    Yielding(List<Throttle> atFirst, Function<String, Throttle> reader) {
        this.atFirst = List.copyOf(atFirst);
        this.reader = reader;
    }

    /** @param pauseWhen what counts instead of what it was begun with */
    Optional<String> reasonToWait(Optional<String> pauseWhen) {
        try {
            follow(pauseWhen);
        } catch (SegueException unclear) {
            return Optional.of("\"" + pauseWhen.orElse("") + "\" cannot be understood: "
                    + unclear.problem().headline());
        }
        return instead.map(List::of).orElse(atFirst).stream()
                .map(Throttle::reasonToWait)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void follow(Optional<String> pauseWhen) {
        if (!pauseWhen.equals(tuned)) {
            close();
            instead = pauseWhen.map(reader);
            tuned = pauseWhen;
        }
    }

    @Override
    public void close() {
        instead.ifPresent(Throttle::close);
        instead = Optional.empty();
        tuned = Optional.empty();
    }
}
