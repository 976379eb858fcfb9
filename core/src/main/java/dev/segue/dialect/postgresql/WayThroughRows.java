package dev.segue.dialect.postgresql;

import java.util.List;

/** How the server is to find the rows of a range, for the rest of a transaction. */
final class WayThroughRows {

    /**
     * Whatever the planner believes of a table that has changed much or was never analysed, only walking along the index is
     * ever right.
     */
    static final List<String> ALONG_THE_INDEX = List.of(
            "SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off", "SET LOCAL enable_sort = off");

    /**
     * Each row is there twice in the index after it was written, once where it was and once where it is. Going to the
     * pages one by one, instead of to and fro, takes half the time.
     */
    static final List<String> PAGE_BY_PAGE = List.of(
            "SET LOCAL enable_seqscan = off",
            "SET LOCAL enable_bitmapscan TO DEFAULT",
            "SET LOCAL enable_indexscan = off");

    /** Where other tables are read too, by triggers if not by the statement itself, the planner knows better. */
    static final List<String> AS_PLANNED = List.of(
            "SET LOCAL enable_seqscan TO DEFAULT",
            "SET LOCAL enable_bitmapscan TO DEFAULT",
            "SET LOCAL enable_sort TO DEFAULT");

    private WayThroughRows() {}
}
