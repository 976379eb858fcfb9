package dev.segue.step;

import java.util.Optional;

/** How to find out, after a crash, whether a step ran that does not commit together with its journal row. */
public sealed interface Recovery {

    /** The step shares a transaction with its journal row: either both happened or neither. */
    record Atomic() implements Recovery {}

    /** Running it once more does no harm and brings it to its end, such as {@code VACUUM} or {@code ANALYZE}. */
    record RunAgain() implements Recovery {}

    /**
     * The database can be asked.
     *
     * @param query returns one row with one text: {@code done}, {@code absent} or {@code partial}
     * @param cleanupQuery returns the statements, a row each, that take a partial result away or bring it to its end;
     *     each is run alone, and then {@code query} is asked again
     * @param toleratesExisting true when the step itself says that finding its result in place is fine
     *     ({@code IF NOT EXISTS})
     */
    record Probe(String query, Optional<String> cleanupQuery, boolean toleratesExisting) implements Recovery {}

    /**
     * Only a person can tell.
     *
     * @param question what to look at, in one sentence
     */
    record AskOperator(String question) implements Recovery {}
}
