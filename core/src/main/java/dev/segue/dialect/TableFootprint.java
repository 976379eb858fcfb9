package dev.segue.dialect;

/**
 * What a table takes on disk, with all its partitions, heirs and indexes.
 *
 * @param rows an estimate
 * @param bytes of its rows
 * @param indexBytes of all its indexes together
 * @param indexes how many it has
 */
public record TableFootprint(long rows, long bytes, long indexBytes, int indexes) {}
