package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import java.util.random.RandomGenerator;

/** What everyone who works on one run shares. */
record Workplace(
        Dialect dialect,
        Session session,
        String sessionId,
        Watchtower watchtower,
        Lookout lookout,
        SessionKeeper keeper,
        Journal journal,
        ExecutionOptions options,
        Cancellation cancellation,
        ExecutionListener listener,
        RandomGenerator random) {}
