package dev.segue.execution;

import dev.segue.backfill.FillPolicy;
import java.time.Duration;

/**
 * How a plan is run.
 *
 * @param statementTimeout of each statement; zero for no limit
 * @param migrationLockWait how long another runner is waited for
 * @param actor who runs this and where, for the journal
 * @param answer to the question that the last run ended with
 * @param fills what is said about all backfills
 */
public record ExecutionOptions(
        LockPatience lockPatience,
        Duration statementTimeout,
        Duration migrationLockWait,
        String actor,
        OperatorAnswer answer,
        FillPolicy fills) {

    /** Patient with others, without a limit for a statement. */
    public static ExecutionOptions standard(String actor) {
        return new ExecutionOptions(
                LockPatience.standard(),
                Duration.ZERO,
                Duration.ofMinutes(30),
                actor,
                OperatorAnswer.NONE,
                FillPolicy.none());
    }
}
