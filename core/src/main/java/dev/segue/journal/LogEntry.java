package dev.segue.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * One line of what was done to a database.
 *
 * @param action {@code applied}, {@code reverted}, {@code failed}, {@code stamped}, {@code unstamped} or {@code abandoned}
 * @param remark what went wrong, for a failure; otherwise empty
 */
public record LogEntry(
        Instant at, String revision, String action, String doneBy, String doneFrom, Duration duration, String remark) {}
