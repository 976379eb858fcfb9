package dev.segue.backfill.throttle;

import java.util.Optional;

/**
 * Something that a backfill gives way to, looked at again and again by one thread.
 *
 * <p>It never throws: what cannot be looked at any more is a reason to wait, because nobody knows how things stand.
 */
public interface Throttle extends AutoCloseable {

    /**
     * Why nothing should be written now, as a phrase for a person, with figures; empty when nothing speaks against it.
     *
     * <p>Such as {@code replica r1 is 12 s behind (limit 5 s)}. May take seconds where others have to be asked.
     */
    Optional<String> reasonToWait();

    /** Ends what it may have begun, such as a connection. It is not asked again. */
    @Override
    default void close() {}
}
