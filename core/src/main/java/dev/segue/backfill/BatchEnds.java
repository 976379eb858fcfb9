package dev.segue.backfill;

import java.util.List;
import java.util.Optional;

/**
 * Where the next batches of a chunk end. Whoever claims it looks for all of them at once, because looking for each takes a
 * round trip more than the batch itself. Nobody keeps them: another one who goes on with the chunk looks for himself.
 *
 * @param size that the batches have; rows that come or go meanwhile make one a little larger or smaller
 * @param places one behind the other
 */
record BatchEnds(BatchSize size, List<String> places) {

    static final BatchEnds UNKNOWN = new BatchEnds(new BatchSize(1), List.of());

    BatchEnds {
        places = List.copyOf(places);
    }

    /** Empty where it is not known where a batch of that size ends. */
    Optional<String> next(BatchSize wanted) {
        return wanted.equals(size) ? places.stream().findFirst() : Optional.empty();
    }

    /** Where the chunk ends, as long as none of its batches is done. */
    String last() {
        return places.get(places.size() - 1);
    }

    /** Those behind a place; none when batches of another size have led to it, which lies between two of them. */
    BatchEnds behind(String place) {
        int passed = places.indexOf(place) + 1;
        return passed == 0 ? UNKNOWN : new BatchEnds(size, places.subList(passed, places.size()));
    }
}
