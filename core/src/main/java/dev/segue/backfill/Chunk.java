package dev.segue.backfill;

import java.util.Optional;

/**
 * A range of one relation that one worker at a time fills. What is done of it commits together with the rows: after a
 * crash exactly those up to its place are done.
 *
 * @param number counted from 1 within its job
 * @param pass of the relation when it was handed out
 * @param behind where it begins; empty at the beginning of the relation
 * @param upTo its last place
 * @param place the last one that is done; empty while nothing is
 * @param rows how many it has, as an estimate
 * @param isPutOff others held its rows for too long when their turn came, so that it was left for the end
 * @param token of the one who may write: another one takes over with a new token, and the old one cannot commit any more
 * @param ends of its next batches, as far as they are known
 */
record Chunk(
        long number,
        String relation,
        int pass,
        Optional<String> behind,
        String upTo,
        Optional<String> place,
        long rows,
        long seen,
        boolean isPutOff,
        long token,
        BatchEnds ends) {

    /** Where the next batch begins. */
    Optional<String> from() {
        return place.isPresent() ? place : behind;
    }

    boolean isDone() {
        return place.filter(upTo::equals).isPresent();
    }

    /** What a later pass meets was met before, unless it is written now. */
    boolean isFirstPass() {
        return pass == 1;
    }

    /** The last batch may hold fewer rows than it was asked for, and where rows are told by their pages each may hold more. */
    Chunk movedTo(String newPlace, long moreSeen) {
        return at(newPlace, rows, newPlace.equals(upTo) ? rows : Math.min(rows, seen + moreSeen));
    }

    /** The next rows count where they are done: in the range that is left for the end. */
    Chunk movedPast(String newPlace, long rowsPutOff) {
        return at(newPlace, rows - rowsPutOff, seen);
    }

    long rowsLeft() {
        return rows - seen;
    }

    private Chunk at(String newPlace, long newRows, long newSeen) {
        return new Chunk(
                number,
                relation,
                pass,
                behind,
                upTo,
                Optional.of(newPlace),
                newRows,
                newSeen,
                isPutOff,
                token,
                ends.behind(newPlace));
    }
}
