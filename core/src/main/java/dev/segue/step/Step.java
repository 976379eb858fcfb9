package dev.segue.step;

import dev.segue.operation.Phase;
import dev.segue.sql.SqlStatement;
import java.util.Optional;

/**
 * What is really run: the smallest unit that is journalled and resumed.
 *
 * @param ordinal its place in its revision and direction, counted from 1; 0 as long as it has none
 * @param summary one line for a person
 * @param impact what others feel of it
 */
public record Step(
        int ordinal,
        Phase phase,
        String summary,
        StepAction action,
        TransactionMode transactionMode,
        Recovery recovery,
        Impact impact) {

    public Step {
        if (recovery instanceof Recovery.Atomic != transactionMode.isAtomic()) {
            throw new IllegalArgumentException(
                    "exactly the steps that commit with their journal row recover with it: " + summary);
        }
    }

    /** A step without a place yet. */
    public static Step of(
            Phase phase,
            String summary,
            StepAction action,
            TransactionMode transactionMode,
            Recovery recovery,
            Impact impact) {
        return new Step(0, phase, summary, action, transactionMode, recovery, impact);
    }

    /** A statement of our own in a short transaction of its own, together with its journal row. */
    public static Step separate(Phase phase, String summary, SqlStatement statement, Impact impact) {
        return of(
                phase,
                summary,
                new StepAction.RunStatement(statement),
                TransactionMode.SEPARATE,
                new Recovery.Atomic(),
                impact);
    }

    /**
     * SHA-256 in hexadecimal of what it runs, as it is written: tells after a crash whether the revision was edited
     * meanwhile, and nothing about the values of placeholders. Taken anew each time, because most steps are never asked.
     */
    public String checksum() {
        return action.checksum();
    }

    /**
     * One way through the rows of a table for two steps that fill it; empty where they do something else, or where that could
     * come out otherwise than one behind the other.
     */
    public Optional<Step> joinedWith(Step other) {
        return phase == other.phase
                        && action instanceof StepAction.FillRows fill
                        && other.action instanceof StepAction.FillRows others
                ? fill.joinedWith(others)
                        .map(both -> new Step(
                                ordinal,
                                phase,
                                summary + " and " + other.summary,
                                both,
                                transactionMode,
                                recovery,
                                impact))
                : Optional.empty();
    }

    public Step at(int newOrdinal) {
        return new Step(newOrdinal, phase, summary, action, transactionMode, recovery, impact);
    }

    public Step in(Phase newPhase) {
        return new Step(ordinal, newPhase, summary, action, transactionMode, recovery, impact);
    }
}
