package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.Watchtower;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What everyone who works on one run shares.
 *
 * @param moreSessions opens another one that nothing limits
 */
record Workplace(
        Dialect dialect,
        Session session,
        Supplier<LentSession> moreSessions,
        String sessionId,
        Watchtower watchtower,
        Lookout lookout,
        SessionKeeper keeper,
        Journal journal,
        ExecutionOptions options,
        Cancellation cancellation,
        ExecutionListener listener,
        RandomGenerator random) {}
