package dev.segue.jdbc;

/** Makes a value of a row. */
@FunctionalInterface
public interface RowReader<T> {

    T read(Row row);
}
