package dev.segue.step;

import java.util.List;

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
     * @param cleanup statements that take a partial result away, after which the step is run again; each is run alone
     */
    record Probe(String query, List<String> cleanup) implements Recovery {
        public Probe {
            cleanup = List.copyOf(cleanup);
        }
    }

    /**
     * Only a person can tell.
     *
     * @param question what to look at, in one sentence
     */
    record AskOperator(String question) implements Recovery {}
}
