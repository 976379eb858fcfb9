package dev.segue.backfill.throttle;

import dev.segue.dialect.Dialect;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.sql.TableName;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Where a backfill is at work.
 *
 * @param table the one whose rows are written
 * @param folder what relative paths begin at
 */
public record Surroundings(Dialect dialect, ConnectionSource source, TableName table, Path folder, Clock clock) {}
