package dev.segue.sql;

/** A place in a text; both are counted from 1, columns in UTF-16 units. */
public record SourcePosition(int line, int column) {

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
