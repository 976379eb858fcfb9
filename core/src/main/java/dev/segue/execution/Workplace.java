package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import java.util.random.RandomGenerator;

/** What everyone who works on one run shares. */
record Workplace(
        Commission commission,
        Session session,
        String sessionId,
        Watchtower watchtower,
        Lookout lookout,
        SessionKeeper keeper,
        Journal journal) {

    Dialect dialect() {
        return commission.dialect();
    }

    ExecutionOptions options() {
        return commission.options();
    }

    Cancellation cancellation() {
        return commission.cancellation();
    }

    ExecutionListener listener() {
        return commission.listener();
    }

    RandomGenerator random() {
        return commission.random();
    }
}
