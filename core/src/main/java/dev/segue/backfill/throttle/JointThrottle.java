package dev.segue.backfill.throttle;

import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;

/** All that a backfill gives way to, as one. What cannot be looked at is a reason to wait. */
record JointThrottle(Observer observer, List<Watched> watched) implements Throttle {

    /** @return the reasons of all that have one */
    @Override
    public Optional<String> reasonToWait() {
        return watched.stream()
                .flatMap(each -> each.reasonToWait().stream())
                .reduce((one, other) -> one + "; " + other);
    }

    @Override
    public void close() {
        watched.forEach(each -> each.throttle.close());
        observer.close();
    }

    record Watched(Condition condition, Throttle throttle) {

        private Optional<String> reasonToWait() {
            try {
                return throttle.reasonToWait();
            } catch (SegueException lost) {
                return Optional.of("\"" + condition.text() + "\" cannot be looked at: "
                        + lost.problem().headline());
            } catch (RuntimeException lost) {
                return Optional.of("\"" + condition.text() + "\" cannot be looked at: " + lost);
            }
        }
    }
}
