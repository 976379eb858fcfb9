package dev.segue.dialect;

import dev.segue.jdbc.Session;
import dev.segue.step.RowWork;
import java.util.List;
import java.util.Optional;

/**
 * One relation whose rows are gone through range by range. A place in it is a text that only its database understands;
 * each range begins behind one place and ends with another.
 */
public interface RowSource {

    /** Its name as written in SQL, as it was when it was looked at. */
    String relation();

    /** What it is known by whatever it is called: the same as long as it is there. */
    String identity();

    /** What its rows are ordered by; a place is of use only to the same order. */
    String order();

    /** An estimate. */
    long rows();

    /** True when a row that others change meanwhile may move from what is still to come to what is done already. */
    boolean isUnsteady();

    /** The last place as it is now; empty where there are no rows. */
    Optional<String> end(Session session);

    /**
     * The place where a range of about that many rows ends; {@code end} itself for the last one.
     *
     * @param after empty at the beginning
     */
    default String next(Session session, Optional<String> after, String end, long rows) {
        return next(session, after, end, rows, 1).get(0);
    }

    /**
     * The places where the next ranges of about that many rows each end, one behind the other; fewer, the last of which is
     * {@code end} itself, where the rows do not last.
     *
     * @param after empty at the beginning
     */
    List<String> next(Session session, Optional<String> after, String end, long rows, int ranges);

    /**
     * How many rows there are between two places.
     *
     * @param after empty at the beginning
     */
    long count(Session session, Optional<String> after, String upTo);

    /**
     * Does the work with the rows between two places, in the transaction that is open, and returns how many were changed.
     *
     * @param after empty at the beginning
     */
    long write(Session session, RowWork work, Optional<String> after, String upTo);
}
