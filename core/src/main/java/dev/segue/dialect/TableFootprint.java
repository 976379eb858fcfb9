package dev.segue.dialect;

import java.util.Set;

/**
 * What a table takes on disk, with all its partitions, heirs and indexes, and what is written to the log when it changes.
 *
 * @param rows an estimate
 * @param bytes of its rows
 * @param keptFree how many of them are meant to stay free on its pages, for new versions of their rows
 * @param seenFree how many of them seem to be free, by what is known of its rows; none where nothing is
 * @param indexBytes of all its indexes together
 * @param indexes how many it has
 * @param indexedColumns those whose change has to be noted in an index
 * @param logsPages the first change of a page after a checkpoint writes the page as a whole
 * @param logsRows each change writes the row as a whole
 */
public record TableFootprint(
        long rows,
        long bytes,
        long keptFree,
        long seenFree,
        long indexBytes,
        int indexes,
        Set<String> indexedColumns,
        boolean logsPages,
        boolean logsRows) {

    public TableFootprint {
        indexedColumns = Set.copyOf(indexedColumns);
    }
}
