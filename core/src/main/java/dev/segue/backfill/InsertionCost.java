package dev.segue.backfill;

import dev.segue.dialect.StatementReckoning;
import dev.segue.dialect.TableFootprint;

/**
 * What adding rows to a table writes to the log, and by how much the table grows.
 *
 * @param target what they are added to, as it is before
 * @param added how many, and how large
 */
record InsertionCost(TableFootprint target, StatementReckoning added) {

    /** What the log says of a row beside its values. */
    private static final long RECORD = 60;

    /** What it says of an entry of an index, which may lead to a new page. */
    private static final long LEAST_ENTRY = 64;

    private static final long MOST_ENTRY = 96;

    /** What is stored of a row beside its values. */
    private static final long LEAST_HEAD = 28;

    private static final long MOST_HEAD = 36;

    /** What an entry of an index takes: with keys that come in their order, and with others, whose pages are emptier. */
    private static final long LEAST_KEY = 22;

    private static final long MOST_KEY = 40;

    long leastLog() {
        return added.rows() * (RECORD + added.rowBytes() + target.indexes() * LEAST_ENTRY);
    }

    /** With each page of its indexes as they are before. */
    long mostLog() {
        long records = added.rows() * (RECORD + 8 + added.rowBytes() + target.indexes() * MOST_ENTRY);
        return records + (target.logsPages() ? target.indexBytes() : 0);
    }

    long leastGrowth() {
        return added.rows() * (LEAST_HEAD + added.rowBytes() + target.indexes() * LEAST_KEY);
    }

    /** A row that does not fit leaves the rest of a page empty. */
    long mostGrowth() {
        return added.rows() * ((MOST_HEAD + added.rowBytes()) * 11 / 10 + target.indexes() * MOST_KEY);
    }
}
