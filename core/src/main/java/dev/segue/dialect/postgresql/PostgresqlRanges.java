package dev.segue.dialect.postgresql;

import dev.segue.dialect.RowSource;
import java.util.Optional;

/** What is written in a statement about the rows of a source. */
interface PostgresqlRanges extends RowSource {

    /**
     * The condition that only rows between two places fulfil.
     *
     * @param name what the rows are called by, quoted
     */
    String range(String name, Optional<String> after, String upTo);

    /** What tells a row apart, as a text for people. */
    String shownKey(String name);
}
