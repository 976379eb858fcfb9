package dev.segue.step;

import dev.segue.sql.TableName;
import java.util.List;

/**
 * What others feel of a step.
 *
 * @param locks on relations that were there before
 * @param duration how long the locks are held
 * @param rows that it reads or writes, estimated; 0 where it only changes the catalog, -1 where it cannot be told
 * @param bytes that it reads or writes, estimated in the same way
 */
public record Impact(List<Lock> locks, Duration duration, long rows, long bytes) {

    /** Nothing that others use is touched. */
    public static final Impact NONE = new Impact(List.of(), Duration.MOMENT, 0, 0);

    /** A statement that is run as written, and that nobody has looked into. */
    public static final Impact UNKNOWN = new Impact(List.of(), Duration.UNKNOWN, -1, -1);

    public Impact {
        locks = List.copyOf(locks);
    }

    /** Nobody feels anything of it. */
    public boolean isNone() {
        return locks.isEmpty() && duration == Duration.MOMENT && rows == 0 && bytes == 0;
    }

    /** One lock on one relation. */
    public record Lock(TableName relation, LockLevel level) {}

    /** How long a lock is held, once it is granted. */
    public enum Duration {
        /** As long as the catalog takes: milliseconds, whatever the size of the table. */
        MOMENT,
        /** As long as it takes to read the table. */
        SCAN,
        /** As long as it takes to write the table anew. */
        REWRITE,
        /** For many short whiles, one batch each. */
        BATCHES,
        UNKNOWN
    }

    public static Impact moment(TableName relation, LockLevel level) {
        return new Impact(List.of(new Lock(relation, level)), Duration.MOMENT, 0, 0);
    }
}
