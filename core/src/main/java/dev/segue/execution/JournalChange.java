package dev.segue.execution;

import dev.segue.jdbc.BoundStatement;
import java.util.List;

/** A change of the journal alone, and what the caller gets to know of it. */
public record JournalChange<T>(T outcome, List<BoundStatement> statements) {

    public JournalChange {
        statements = List.copyOf(statements);
    }
}
