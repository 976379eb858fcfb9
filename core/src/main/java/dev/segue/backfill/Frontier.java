package dev.segue.backfill;

import java.util.Optional;

/**
 * How far the ranges of one relation have been handed out.
 *
 * @param order what the places are places in
 * @param pass counted from 1; a relation without a key is gone through until nothing is left to do
 * @param end the last place of this pass, fixed when it began, so that rows that come later do not keep it from ending
 * @param place the last one that was handed out; empty at the beginning
 */
record Frontier(String relation, String order, int pass, String end, Optional<String> place, boolean isDone) {

    static Frontier atTheBeginning(String relation, String order, int pass, Optional<String> end) {
        return new Frontier(relation, order, pass, end.orElse(""), Optional.empty(), end.isEmpty());
    }

    boolean isHandedOut() {
        return isDone || place.filter(end::equals).isPresent();
    }

    Frontier movedTo(String newPlace) {
        return new Frontier(relation, order, pass, end, Optional.of(newPlace), isDone);
    }

    Frontier done() {
        return new Frontier(relation, order, pass, end, place, true);
    }

    Frontier again(Optional<String> newEnd) {
        return atTheBeginning(relation, order, pass + 1, newEnd);
    }
}
