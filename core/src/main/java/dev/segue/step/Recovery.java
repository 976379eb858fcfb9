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
     * @param state returns one row with one text named {@code state}: {@code done}, {@code absent} or {@code partial}
     * @param cleanup returns the statements, a row each in a column named {@code statement}, that take a partial result
     *     away or bring it to its end; each is run alone, and then the state is asked for again
     * @param toleratesExisting true when the step itself says that finding its result in place is fine
     *     ({@code IF NOT EXISTS})
     */
    record Probe(Question state, Optional<Question> cleanup, boolean toleratesExisting) implements Recovery {}

    /**
     * Only a person can tell.
     *
     * @param question what to look at, in one sentence
     * @param leftovers returns the statements, a row each in a column named {@code statement}, that take away what looks
     *     like the remains of a failed attempt; those that it did not return before the attempt are run after it
     */
    record AskOperator(String question, Optional<Question> leftovers) implements Recovery {}
}
