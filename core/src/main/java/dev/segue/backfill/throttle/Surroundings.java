package dev.segue.backfill.throttle;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.sql.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Where a backfill is at work.
 *
 * @param sessions opens one to look at the database
 * @param table the one whose rows are written
 * @param folder what relative paths begin at
 */
public record Surroundings(
        Dialect dialect, Supplier<LentSession> sessions, TableName table, Path folder, Clock clock) {}
