package dev.segue.step;

import dev.segue.operation.Phase;
import dev.segue.sql.SqlStatement;

/**
 * What is really run: the smallest unit that is journalled and resumed.
 *
 * @param ordinal its place in its revision and direction, counted from 1; 0 as long as it has none
 * @param summary one line for a person
 * @param checksum SHA-256 in hexadecimal of what it runs, as it is written: tells after a crash whether the revision was
 *     edited meanwhile, and nothing about the values of placeholders
 * @param impact what others feel of it
 */
public record Step(
        int ordinal,
        Phase phase,
        String summary,
        String checksum,
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

    /** A step without a place yet, with the checksum of what the action does. */
    public static Step of(
            Phase phase,
            String summary,
            StepAction action,
            TransactionMode transactionMode,
            Recovery recovery,
            Impact impact) {
        return new Step(0, phase, summary, ActionChecksum.of(action), action, transactionMode, recovery, impact);
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

    public Step at(int newOrdinal) {
        return new Step(newOrdinal, phase, summary, checksum, action, transactionMode, recovery, impact);
    }

    public Step in(Phase newPhase) {
        return new Step(ordinal, newPhase, summary, checksum, action, transactionMode, recovery, impact);
    }
}
