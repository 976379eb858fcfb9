package dev.segue.backfill;

import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.LentSession;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a backfill needs besides its session.
 *
 * @param sessions opens more of them, for the keeper and for further workers; they are closed when they are not needed
 *     any more
 * @param budget for how long a single batch may have to give way, all tries and pauses together
 * @param actor who works here, for others to see
 * @param orders of whoever goes on with one that was begun before: they stand above what it was tuned to
 * @param conditions makes what looks out of what somebody writes behind {@code pause-when} while it goes on
 */
public record FillHelp(
        Supplier<LentSession> sessions,
        RandomGenerator random,
        Duration budget,
        String actor,
        Function<String, Throttle> conditions,
        Tuning orders) {}
