package dev.segue.dialect;

import dev.segue.jdbc.Session;
import java.util.List;
import java.util.Optional;

/** Looks whether some work has left rows as they must not be. */
public interface RowCheck {

    /**
     * Those between two places.
     *
     * @param after empty at the beginning
     */
    Remaining remaining(Session session, RowSource source, Optional<String> after, String upTo);

    /**
     * Rows that the work should have changed, and has not.
     *
     * @param keys what tells a handful of them apart, for people
     */
    record Remaining(long rows, List<String> keys) {
        public Remaining {
            keys = List.copyOf(keys);
        }
    }
}
