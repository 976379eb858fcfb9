package dev.segue.backfill;

import dev.segue.dialect.TableFootprint;
import java.util.Collections;
import java.util.Set;

/**
 * What filling all rows of a table writes to the log, reckoned with what was seen with rows of 50 to 200 bytes and one to
 * three indexes.
 *
 * <p>A new version of a row that finds room on the page of the old one touches no index, unless an indexed column changes,
 * and only what is different is logged. All others are logged as a whole, with an entry for every index.
 *
 * @param written the columns that get values
 */
record FillLog(TableFootprint footprint, Set<String> written) {

    /** What the log says of a row that stays on its page, with what is different in it. */
    private static final long STAYS = 100;

    /** What it says beside the row of one that moves: its old version is locked, then both pages are told. */
    private static final long MOVES = 112;

    private static final long INDEX_ENTRY = 75;

    /** Room that is meant to be kept is not all of use: versions are larger than those before, and do not fit exactly. */
    private static final double USED_ROOM = 0.75;

    long least() {
        return changes(stayingAtMost(), footprint.keptFree());
    }

    long most() {
        double staying = Math.min(USED_ROOM * stayingAtMost(), share(footprint.seenFree()));
        long free = Math.min(footprint.keptFree(), footprint.seenFree());
        long pages = footprint.bytes() - free + (staying < 1 ? footprint.indexBytes() : 0);
        return changes(staying, free) + (footprint.logsPages() ? pages : 0);
    }

    private long changes(double staying, long free) {
        double moving = 1 - staying;
        double loggedRows = (footprint.bytes() - free) * (footprint.logsRows() ? 1 : moving);
        double records = footprint.rows() * (staying * STAYS + moving * (MOVES + footprint.indexes() * INDEX_ENTRY));
        return Math.round(loggedRows + records);
    }

    private double stayingAtMost() {
        return Collections.disjoint(written, footprint.indexedColumns()) ? share(footprint.keptFree()) : 0;
    }

    /** Of the rows, those whose new versions have room there. */
    private double share(long free) {
        long used = footprint.bytes() - free;
        return used <= 0 ? 1 : Math.min(1, (double) free / used);
    }
}
