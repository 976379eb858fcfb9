package dev.segue.backfill.throttle;

import dev.segue.configuration.DurationText;
import dev.segue.dialect.LoadSignals;
import dev.segue.dialect.LoadSignals.Follower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * {@code lag>5s}, {@code lag>64MB}, {@code lag(r1, r2)>5s}: a replica has not applied yet what was written.
 *
 * @param replicas those that count; all where it is empty, and then also those that have been there and are gone
 * @param time the limit; empty where it is one of bytes
 */
record ReplicaLag(String text, List<String> replicas, Optional<Duration> time, Size size) implements Condition {

    static final String NAME = "lag";

    private static final String EXAMPLE = "lag>5s";

    static ReplicaLag read(WrittenCondition written) {
        String limit = written.requireLimit(EXAMPLE);
        Optional<Size> size = Size.read(limit);
        return new ReplicaLag(
                written.text(),
                written.names(),
                size.isPresent() ? Optional.empty() : Optional.of(time(written, limit)),
                size.orElse(new Size(0)));
    }

    private static Duration time(WrittenCondition written, String limit) {
        try {
            return DurationText.parse(limit);
        } catch (IllegalArgumentException notOne) {
            throw written.badLimit("a time or a number of bytes", EXAMPLE + "' or 'lag>64MB");
        }
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return new Watching(observer);
    }

    private final class Watching implements Throttle {

        private final Observer observer;
        private final LogHistory history = new LogHistory();
        private final Set<String> expected = new TreeSet<>(replicas);

        Watching(Observer observer) {
            this.observer = observer;
        }

        @Override
        public Optional<String> reasonToWait() {
            Sight sight = observer.ask(
                    (signals, session) -> new Sight(signals.logWritten(session), signals.followers(session)));
            Instant now = observer.surroundings().clock().instant();
            history.add(now, sight.written);
            List<String> reasons = new ArrayList<>();
            for (Follower follower : sight.followers) {
                if (replicas.isEmpty() && follower.reached().isPresent()) {
                    expected.add(follower.name());
                }
                if (expected.contains(follower.name())) {
                    behind(follower, sight.written, now).ifPresent(reasons::add);
                }
            }
            return Stream.concat(reasons.stream(), missing(sight.followers)).reduce((one, other) -> one + "; " + other);
        }

        private Stream<String> missing(List<Follower> followers) {
            return expected.stream()
                    .filter(name -> followers.stream()
                            .noneMatch(follower -> follower.name().equals(name)))
                    .map(name -> "replica " + name + " is not connected");
        }

        private Optional<String> behind(Follower follower, long written, Instant now) {
            if (follower.reached().isEmpty()) {
                return Optional.of("replica " + follower.name() + " has not told how far it is");
            }
            long reached = follower.reached().getAsLong();
            if (reached >= written) {
                return Optional.empty();
            }
            if (time.isEmpty()) {
                return Optional.of(new Size(written - reached))
                        .filter(missing -> missing.bytes() > size.bytes())
                        .map(missing -> isBehind(follower, missing.inWords(), size.inWords()));
            }
            Duration seen = history.ageOfWhatFollows(reached, now);
            Duration lag = seen.compareTo(follower.reportedLag()) > 0 ? seen : follower.reportedLag();
            return time.filter(limit -> lag.compareTo(limit) > 0)
                    .map(limit -> isBehind(follower, Figures.of(lag), Figures.of(limit)));
        }

        private static String isBehind(Follower follower, String lag, String limit) {
            return "replica " + follower.name() + " is " + lag + " behind (limit " + limit + ")";
        }
    }

    private record Sight(long written, List<LoadSignals.Follower> followers) {}
}
