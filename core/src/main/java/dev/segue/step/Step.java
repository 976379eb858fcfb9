package dev.segue.step;

/**
 * What is really run: the smallest unit that is journalled and resumed.
 *
 * @param ordinal its place in its revision and direction, counted from 1
 * @param summary one line for a person
 * @param checksum SHA-256 in hexadecimal of what it runs; tells after a crash whether the revision was edited meanwhile
 */
public record Step(
        int ordinal,
        Phase phase,
        String summary,
        String checksum,
        StepAction action,
        TransactionMode transactionMode,
        Recovery recovery) {

    public Step {
        if (recovery instanceof Recovery.Atomic != transactionMode.isAtomic()) {
            throw new IllegalArgumentException(
                    "exactly the steps that commit with their journal row recover with it: " + summary);
        }
    }
}
