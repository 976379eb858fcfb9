package dev.segue.revision;

import dev.segue.operation.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What a Java revision wants done in one direction.
 *
 * @param instead what it said instead of noting operations: {@link Downgrade.Nothing} or {@link Downgrade.Irreversible}
 */
public record MigrationNotes(List<Operation> operations, Optional<Downgrade> instead) {

    public MigrationNotes {
        operations = List.copyOf(operations);
    }
}
