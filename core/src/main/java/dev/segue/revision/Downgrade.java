package dev.segue.revision;

import dev.segue.operation.Operation;
import java.util.List;

/** The way back from a revision. */
public sealed interface Downgrade {

    /** These operations undo it. */
    record Steps(List<Operation> operations) implements Downgrade {
        public Steps {
            operations = List.copyOf(operations);
        }
    }

    /** There is nothing to undo, and the revision says why ({@code -- segue:nothing "…"}). */
    record Nothing(String reason) implements Downgrade {}

    /** It cannot be undone, and the revision says why ({@code -- segue:irreversible "…"}). */
    record Irreversible(String reason) implements Downgrade {}

    /** The revision does not say. It does not validate, and is not applied. */
    record Missing() implements Downgrade {}
}
