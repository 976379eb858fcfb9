package dev.segue.dialect;

/**
 * How large a table is, with all its partitions and heirs.
 *
 * @param rows an estimate
 * @param bytes of its rows
 * @param indexBytes of all its indexes together
 * @param indexes how many it has
 */
public record TableSize(long rows, long bytes, long indexBytes, int indexes) {}
