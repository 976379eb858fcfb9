package dev.segue.backfill;

import dev.segue.dialect.RowSource;
import java.util.Optional;

/**
 * How far the ranges of one relation have been handed out.
 *
 * @param relation its name when it was begun with; what belongs to it is recorded under that, whatever it is called later
 * @param identity what it is known by; empty where an earlier version has begun it, which knew it by its name
 * @param order what the places are places in
 * @param pass counted from 1; a relation without a key is gone through until nothing is left to do. 0 for one that is left
 *     as it is
 * @param end the last place of this pass, fixed when it began, so that rows that come later do not keep it from ending
 * @param place the last one that was handed out; empty at the beginning
 */
record Frontier(
        String relation, String identity, String order, int pass, String end, Optional<String> place, boolean isDone) {

    static Frontier atTheBeginning(String recordedAs, RowSource source, Optional<String> end) {
        return beginning(recordedAs, source.identity(), source.order(), 1, end);
    }

    /** Came when others were filled, with rows of which nobody knows whether they are computed. */
    static Frontier leftAlone(String recordedAs, RowSource source) {
        return beginning(recordedAs, source.identity(), source.order(), 0, Optional.empty());
    }

    private static Frontier beginning(String relation, String identity, String order, int pass, Optional<String> end) {
        return new Frontier(relation, identity, order, pass, end.orElse(""), Optional.empty(), end.isEmpty());
    }

    boolean isKnownForSure() {
        return !identity.isEmpty();
    }

    boolean isOf(RowSource source) {
        return isKnownForSure() ? identity.equals(source.identity()) : relation.equals(source.relation());
    }

    boolean isLeftAlone() {
        return pass == 0;
    }

    /** It was gone before all of its ranges were handed out. */
    boolean isCutShort() {
        return isDone && !end.isEmpty() && !place.filter(end::equals).isPresent();
    }

    boolean isHandedOut() {
        return isDone || place.filter(end::equals).isPresent();
    }

    Frontier movedTo(String newPlace) {
        return new Frontier(relation, identity, order, pass, end, Optional.of(newPlace), isDone);
    }

    Frontier done() {
        return new Frontier(relation, identity, order, pass, end, place, true);
    }

    Frontier goingOn() {
        return new Frontier(relation, identity, order, pass, end, place, false);
    }

    Frontier again(Optional<String> newEnd) {
        return beginning(relation, identity, order, pass + 1, newEnd);
    }
}
