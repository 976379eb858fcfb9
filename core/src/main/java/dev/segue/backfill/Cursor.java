package dev.segue.backfill;

import dev.segue.dialect.RowSource;
import java.util.Optional;

/**
 * How far one relation is filled. It commits together with the rows up to its place: after a crash exactly those are
 * done.
 *
 * @param order what the places are places in
 * @param pass counted from 1; a relation without a key is gone through until nothing is left to do
 * @param end the last place of this pass, fixed when it began, so that rows that come later do not keep it from ending
 * @param place the last one that is done; empty at the beginning
 * @param seen rows that were gone through, all passes together
 * @param written rows that were written, all passes together
 * @param inThisPass rows that were written in this pass
 * @param inThePassBefore rows that were written in the pass before; -1 in the first one
 */
record Cursor(
        String relation,
        String order,
        int pass,
        String end,
        Optional<String> place,
        long seen,
        long written,
        long inThisPass,
        long inThePassBefore,
        boolean isDone) {

    static Cursor atTheBeginningOf(RowSource source, Optional<String> end) {
        return new Cursor(
                source.relation(), source.order(), 1, end.orElse(""), Optional.empty(), 0, 0, 0, -1, end.isEmpty());
    }

    Cursor movedTo(String newPlace, long moreSeen, long moreWritten) {
        return new Cursor(
                relation,
                order,
                pass,
                end,
                Optional.of(newPlace),
                seen + moreSeen,
                written + moreWritten,
                inThisPass + moreWritten,
                inThePassBefore,
                isDone);
    }

    boolean isAtItsEnd() {
        return place.filter(end::equals).isPresent();
    }

    /** True when another pass would find no less than this one did: what is left cannot be filled. */
    boolean isFruitless() {
        return inThisPass == 0 || (inThePassBefore >= 0 && inThisPass >= inThePassBefore);
    }

    Cursor done() {
        return new Cursor(relation, order, pass, end, place, seen, written, inThisPass, inThePassBefore, true);
    }

    Cursor again(Optional<String> newEnd) {
        return new Cursor(
                relation,
                order,
                pass + 1,
                newEnd.orElse(""),
                Optional.empty(),
                seen,
                written,
                0,
                inThisPass,
                newEnd.isEmpty());
    }
}
