package dev.segue.backfill;

import dev.segue.dialect.FillTables;
import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps what is known about backfills in the database that is filled, where everyone who works on them looks. */
final class JobStore {

    /** Those who work on a backfill give a sign every second. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /** What a later pass meets was met before, unless it is written now: it has moved, or has come since. */
    private static final String SEEN = "coalesce(sum(CASE WHEN pass = 1 THEN seen ELSE written END), 0)";

    /** What those who work on it have counted is in the ranges; when they are gone, in the backfill itself. */
    private static final String JOBS = """
            SELECT j.number, j.revision, j.direction, j.ordinal, j.relation, j.state, j.wish, j.max_batch, j.target_ms,
              j.workers AS wanted_workers, j.max_rate, j.nice_percent, j.pause_when, j.waits_for, j.failure, j.row_count,
              j.seen + coalesce(c.seen, 0) AS seen, j.written + coalesce(c.written, 0) AS written, j.rate,
              coalesce(c.workers, 0) AS workers, coalesce(c.put_off, 0) AS put_off, j.started_at, j.changed_at,
              j.changed_at > {earlier} AS has_sign_of_life
            FROM {jobs} AS j
              LEFT JOIN (
                SELECT job, {seen} AS seen, sum(written) AS written,
                  sum(CASE WHEN is_done OR leased_until < {now} THEN 0 ELSE 1 END) AS workers,
                  sum(CASE WHEN is_put_off AND NOT is_done THEN 1 ELSE 0 END) AS put_off
                FROM {chunks}
                GROUP BY job
              ) AS c ON c.job = j.number
            """.replace("{seen}", SEEN);

    private static final String LIST = JOBS + "ORDER BY j.number";

    private static final String ONE = JOBS + "WHERE j.number = ?";

    private static final String OF_STEP = JOBS + "WHERE j.revision = ? AND j.direction = ? AND j.ordinal = ?";

    private static final String INSERT = """
            INSERT INTO {jobs} (revision, direction, ordinal, relation, state, wish, max_batch, target_ms, workers, max_rate,
              nice_percent, pause_when, session_settings, waits_for, failure, row_count, seen, written, rate, started_at, changed_at,
              identity)
            VALUES (?, ?, ?, ?, 'running', 'run', ?, ?, ?, ?, ?, '', ?, '', '', ?, 0, 0, 0, {now}, {now}, ?)""";

    private static final String DELETE = """
            DELETE FROM {jobs} WHERE revision = ? AND direction = ? AND ordinal = ?""";

    private static final String GO_ON = """
            UPDATE {jobs}
            SET state = 'running', wish = CASE WHEN wish = 'pause' THEN wish ELSE 'run' END, session_settings = ?,
              waits_for = '', failure = '', rate = 0, changed_at = {now}
            WHERE number = ?""";

    private static final String SESSION_SETTINGS = """
            SELECT session_settings FROM {jobs} WHERE number = ?""";

    private static final String IDENTITY = """
            SELECT {recorded} AS identity FROM {jobs} AS known WHERE number = ?""";

    /** Only its name was known to the earlier version that has begun it. */
    private static final String RECOGNISE = """
            UPDATE {jobs} SET identity = ? WHERE number = ? AND identity = ''""";

    private static final String EXPECT = """
            UPDATE {jobs} SET row_count = row_count + ? WHERE number = ?""";

    private static final String LOCK = """
            SELECT state FROM {jobs} WHERE number = ? FOR UPDATE""";

    private static final String REPORT = """
            UPDATE {jobs}
            SET state = CASE WHEN wish = 'pause' THEN 'paused' ELSE 'running' END, waits_for = ?, rate = ?, changed_at = {now}
            WHERE number = ? AND state IN ('running', 'paused')""";

    private static final String WISH = """
            UPDATE {jobs} SET wish = ? WHERE number = ?""";

    private static final String END = """
            UPDATE {jobs}
            SET state = ?, failure = ?, waits_for = '', changed_at = {now},
              row_count = CASE
                WHEN ? THEN (SELECT {seen} FROM {chunks} AS c WHERE c.job = {jobs}.number)
                ELSE row_count END
            WHERE number = ? AND state IN ('running', 'paused', 'filled')""".replace("{seen}", SEEN);

    private static final String TUNE = """
            UPDATE {jobs}
            SET max_batch = ?, target_ms = ?, workers = ?, max_rate = ?, nice_percent = ?, pause_when = ?
            WHERE number = ?""";

    private static final String COMPLETE = """
            UPDATE {jobs}
            SET state = 'done', waits_for = '', failure = '', changed_at = {now},
              seen = (SELECT {seen} FROM {chunks} AS c WHERE c.job = {jobs}.number),
              written = (SELECT coalesce(sum(written), 0) FROM {chunks} AS c WHERE c.job = {jobs}.number)
            WHERE revision = ? AND direction = ? AND ordinal = ? AND state <> 'done'""".replace("{seen}", SEEN);

    /** Their revision has gone back or was given up: nobody will go on with them. */
    private static final String GIVEN_UP = """
            j.state <> 'done' AND j.changed_at <= {earlier}
              AND NOT (j.revision = ? AND j.direction = ? AND j.ordinal = ?)
              AND NOT EXISTS (
                SELECT
                FROM {steps} AS s
                WHERE s.revision = j.revision AND s.direction = j.direction AND s.ordinal = j.ordinal)""";

    private static final String SETTLE_GIVEN_UP =
            """
            UPDATE {jobs} AS j
            SET state = 'cancelled', waits_for = '',
              seen = (SELECT {seen} FROM {chunks} AS c WHERE c.job = j.number),
              written = (SELECT coalesce(sum(c.written), 0) FROM {chunks} AS c WHERE c.job = j.number)
            WHERE EXISTS (SELECT FROM {frontiers} AS f WHERE f.job = j.number)
              AND {given_up}""".replace("{given_up}", GIVEN_UP).replace("{seen}", SEEN);

    private static final String SWEEP =
            "DELETE FROM {ranges} WHERE job IN (SELECT j.number FROM {jobs} AS j WHERE " + GIVEN_UP + ")";

    private static final String FORGET_RANGES = """
            DELETE FROM {ranges}
            WHERE job IN (SELECT number FROM {jobs} WHERE revision = ? AND direction = ? AND ordinal = ?)""";

    private final FillTables tables;

    JobStore(RowBatches batches) {
        this.tables = batches.tables();
    }

    /** All of them, the oldest first; none where nothing was ever filled. */
    List<Job> list(Session session) {
        try {
            return session.query(tables.in(LIST), JobStore::job, SIGN_OF_LIFE.toMillis());
        } catch (SegueException failure) {
            if (failure.problem().code() == DatabaseProblem.UNKNOWN_OBJECT) {
                return List.of();
            }
            throw failure;
        }
    }

    /** Empty where it was forgotten. */
    Optional<Job> find(Session session, long number) {
        return session.query(tables.in(ONE), JobStore::job, SIGN_OF_LIFE.toMillis(), number).stream()
                .findFirst();
    }

    Optional<Job> find(Session session, FillOrder order) {
        return session
                .query(
                        tables.in(OF_STEP),
                        JobStore::job,
                        SIGN_OF_LIFE.toMillis(),
                        order.revision(),
                        order.direction(),
                        order.ordinal())
                .stream()
                .findFirst();
    }

    /** @param table what it is known by */
    BoundStatement insert(FillOrder order, Pace pace, String sessionSettings, long rows, String table) {
        return BoundStatement.of(
                tables.in(INSERT),
                order.revision(),
                order.direction(),
                order.ordinal(),
                order.fill().table().toString(),
                pace.maxBatch(),
                pace.target().toMillis(),
                pace.workers(),
                pace.maxRate(),
                pace.nicePercent(),
                sessionSettings,
                rows,
                table);
    }

    BoundStatement goOn(long number, String sessionSettings) {
        return BoundStatement.of(tables.in(GO_ON), sessionSettings, number);
    }

    String sessionSettings(Session session, long number) {
        return session.query(tables.in(SESSION_SETTINGS), row -> row.text("session_settings"), number).stream()
                .findFirst()
                .orElse("");
    }

    /** What its table is known by; empty where an earlier version has begun it, which knew it by its name. */
    Optional<String> identity(Session session, long number) {
        return session.query(tables.in(IDENTITY), row -> row.text("identity"), number).stream()
                .filter(identity -> !identity.isEmpty())
                .findFirst();
    }

    BoundStatement recognise(long number, String table) {
        return BoundStatement.of(tables.in(RECOGNISE), table, number);
    }

    /** More rows have come with a partition. */
    void expect(Session session, long number, long moreRows) {
        session.update(tables.in(EXPECT), moreRows, number);
    }

    /** Holds it to the end of the transaction: whoever hands out ranges or ends it does so alone. Empty where it is gone. */
    Optional<JobState> lock(Session session, long number) {
        return session.query(tables.in(LOCK), row -> state(row.text("state")), number).stream()
                .findFirst();
    }

    /** A sign of life. */
    void report(Session session, long number, Optional<String> waitsFor, long rate) {
        session.update(tables.in(REPORT), waitsFor.orElse(""), rate, number);
    }

    void wish(Session session, long number, boolean isPause) {
        session.update(tables.in(WISH), isPause ? "pause" : "run", number);
    }

    /** How many rows there are is known when all are filled. */
    BoundStatement end(long number, JobState state, String failure) {
        return BoundStatement.of(tables.in(END), word(state), failure, state == JobState.FILLED, number);
    }

    void tune(Session session, Job job, Tuning tuning) {
        Pace pace = tuning.applyTo(job.pace());
        session.update(
                tables.in(TUNE),
                pace.maxBatch(),
                pace.target().toMillis(),
                pace.workers(),
                pace.maxRate(),
                pace.nicePercent(),
                tuning.pauseWhen().or(job::pauseWhen).orElse(""),
                job.number());
    }

    /** The revision goes on: only the sums are kept. */
    List<BoundStatement> complete(FillOrder order) {
        return List.of(
                ofStep(COMPLETE, order),
                ofStep(FORGET_RANGES.replace("{ranges}", tables.chunks()), order),
                ofStep(FORGET_RANGES.replace("{ranges}", tables.frontiers()), order));
    }

    /** Nothing is kept. */
    List<BoundStatement> forget(FillOrder order) {
        return List.of(
                ofStep(FORGET_RANGES.replace("{ranges}", tables.chunks()), order),
                ofStep(FORGET_RANGES.replace("{ranges}", tables.frontiers()), order),
                ofStep(DELETE, order));
    }

    /** Only the sums are kept of those that nobody will go on with; this step is not among them. */
    List<BoundStatement> sweep(FillOrder besides) {
        return Stream.of(
                        SETTLE_GIVEN_UP,
                        SWEEP.replace("{ranges}", tables.chunks()),
                        SWEEP.replace("{ranges}", tables.frontiers()))
                .map(sql -> BoundStatement.of(
                        tables.in(sql),
                        SIGN_OF_LIFE.toMillis(),
                        besides.revision(),
                        besides.direction(),
                        besides.ordinal()))
                .toList();
    }

    private BoundStatement ofStep(String sql, FillOrder order) {
        return BoundStatement.of(tables.in(sql), order.revision(), order.direction(), order.ordinal());
    }

    private static Job job(Row row) {
        JobState state = state(row.text("state"));
        boolean hasSignOfLife = row.flag("has_sign_of_life");
        long seen = row.number("seen");
        return new Job(
                row.number("number"),
                row.text("revision"),
                row.text("direction"),
                (int) row.number("ordinal"),
                row.text("relation"),
                state,
                row.text("wish").equals("pause"),
                hasSignOfLife,
                false,
                new Pace(
                        row.number("max_batch"),
                        Duration.ofMillis(row.number("target_ms")),
                        (int) row.number("wanted_workers"),
                        row.number("max_rate"),
                        (int) row.number("nice_percent")),
                row.maybeText("pause_when").filter(conditions -> !conditions.isEmpty()),
                row.maybeText("waits_for").filter(reason -> !reason.isEmpty()),
                row.maybeText("failure").filter(reason -> !reason.isEmpty()),
                state.isFilled() ? seen : Math.max(seen, row.number("row_count")),
                seen,
                row.number("written"),
                state == JobState.RUNNING && hasSignOfLife ? row.number("rate") : 0,
                (int) row.number("workers"),
                (int) row.number("put_off"),
                row.instant("started_at"),
                row.instant("changed_at"));
    }

    private static JobState state(String word) {
        return JobState.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String word(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
