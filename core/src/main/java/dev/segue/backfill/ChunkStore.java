package dev.segue.backfill;

import dev.segue.dialect.FillTables;
import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ranges of one backfill, and who holds them. Whoever writes rows commits them together with the place that they lead
 * to, and only while the range is still his: another one who takes it over changes its token.
 */
final class ChunkStore {

    /** Renewed with every batch and every second; long enough to outlast a pause of a busy machine. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final String FRONTIERS = """
            SELECT relation, {recorded} AS identity, row_order, pass, end_place, place, is_done
            FROM {frontiers} AS known
            WHERE job = ?
            ORDER BY relation""";

    private static final String INSERT_FRONTIER = """
            INSERT INTO {frontiers} (job, relation, identity, row_order, pass, end_place, place, is_done)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Only its name was known to the earlier version that has begun it. */
    private static final String RECOGNISE = """
            UPDATE {frontiers} SET identity = ? WHERE job = ? AND relation = ? AND identity = ''""";

    private static final String IDENTITY = """
            SELECT {identity} AS identity""";

    private static final String UPDATE_FRONTIER = """
            UPDATE {frontiers}
            SET pass = ?, end_place = ?, place = ?, is_done = ?
            WHERE job = ? AND relation = ?""";

    private static final String NEXT_NUMBER = """
            SELECT coalesce(max(number), 0) + 1 AS number FROM {chunks} WHERE job = ?""";

    private static final String INSERT = """
            INSERT INTO {chunks} (job, number, relation, pass, behind, up_to, place, row_count, seen, written, worker, session,
              token, leased_until, is_put_off, is_done)
            VALUES (?, ?, ?, ?, ?, ?, '', ?, 0, 0, ?, {session}, 1, {later}, FALSE, FALSE)""";

    private static final String INSERT_PUT_OFF = """
            INSERT INTO {chunks} (job, number, relation, pass, behind, up_to, place, row_count, seen, written, worker, session,
              token, leased_until, is_put_off, is_done)
            VALUES (?, ?, ?, ?, ?, ?, '', ?, 0, 0, '', '', 1, {now}, TRUE, FALSE)""";

    private static final String LESSEN = """
            UPDATE {chunks} SET row_count = row_count - ? WHERE job = ? AND number = ?""";

    /** One's own session can only have left it: it works on one range at a time. */
    private static final String ABANDONED = """
            SELECT number, relation, pass, behind, up_to, place, row_count, seen, is_put_off, token
            FROM {chunks}
            WHERE job = ? AND NOT is_done AND is_put_off = ?
              AND (leased_until <= {now} OR session = {session} OR {is_session_gone})
            ORDER BY number
            LIMIT 1""";

    private static final String TAKE_OVER = """
            UPDATE {chunks}
            SET token = token + 1, worker = ?, session = {session}, leased_until = {later}
            WHERE job = ? AND number = ?""";

    private static final String RENEW = """
            UPDATE {chunks}
            SET leased_until = {later}
            WHERE job = ? AND number = ? AND token = ? AND NOT is_done""";

    private static final String ADVANCE = """
            UPDATE {chunks}
            SET place = ?, seen = ?, written = written + ?, is_done = ?, leased_until = {later}
            WHERE job = ? AND number = ? AND token = ? AND NOT is_done AND {identity} = ?""";

    private static final String REVOKE = """
            UPDATE {chunks}
            SET token = token + 1, leased_until = {now}
            WHERE job = ? AND NOT is_done""";

    private static final String OPEN = """
            SELECT count(*) AS open FROM {chunks} WHERE job = ? AND NOT is_done AND (relation = ? OR ? = '')""";

    /** What was put off lies within another one. */
    private static final String FILLED = """
            SELECT c.relation, c.behind, c.up_to
            FROM {chunks} c
              JOIN {frontiers} f ON f.job = c.job AND f.relation = c.relation AND f.pass = c.pass
            WHERE c.job = ? AND NOT c.is_put_off
            ORDER BY c.number""";

    private static final String WRITTEN_IN_PASS = """
            SELECT coalesce(sum(written), 0) AS written FROM {chunks} WHERE job = ? AND relation = ? AND pass = ?""";

    private static final String GIVE_UP = """
            UPDATE {chunks} SET is_done = TRUE WHERE job = ? AND relation = ? AND NOT is_done""";

    /** One that is really done has come to its end. */
    private static final String GO_ON = """
            UPDATE {chunks} SET is_done = FALSE WHERE job = ? AND relation = ? AND is_done AND place <> up_to""";

    private final FillTables tables;
    private final long job;

    ChunkStore(RowBatches batches, long job) {
        this.tables = batches.tables();
        this.job = job;
    }

    List<Frontier> frontiers(Session session) {
        return session.query(tables.in(FRONTIERS), ChunkStore::frontier, job);
    }

    void insert(Session session, Frontier frontier) {
        session.update(
                tables.in(INSERT_FRONTIER),
                job,
                frontier.relation(),
                frontier.identity(),
                frontier.order(),
                frontier.pass(),
                frontier.end(),
                frontier.place().orElse(""),
                frontier.isDone());
    }

    void update(Session session, Frontier frontier) {
        session.update(
                tables.in(UPDATE_FRONTIER),
                frontier.pass(),
                frontier.end(),
                frontier.place().orElse(""),
                frontier.isDone(),
                job,
                frontier.relation());
    }

    /** Only for who holds the job: numbers are given one after the other. */
    Chunk handOut(Session session, Frontier from, BatchEnds ends, long rows, String worker) {
        long number = nextNumber(session);
        String upTo = ends.last();
        session.update(
                tables.in(INSERT),
                job,
                number,
                from.relation(),
                from.pass(),
                from.place().orElse(""),
                upTo,
                rows,
                worker,
                LEASE.toMillis());
        return new Chunk(
                number, from.relation(), from.pass(), from.place(), upTo, Optional.empty(), rows, 0, false, 1, ends);
    }

    /** Leaves the next rows of a chunk for the end, and returns what remains of it. Only for who holds the job. */
    Chunk putOff(Session session, Chunk chunk, String upTo, long rows) {
        session.update(
                tables.in(INSERT_PUT_OFF),
                job,
                nextNumber(session),
                chunk.relation(),
                chunk.pass(),
                chunk.from().orElse(""),
                upTo,
                rows);
        session.update(tables.in(LESSEN), rows, job, chunk.number());
        return chunk.movedPast(upTo, rows);
    }

    private long nextNumber(Session session) {
        return session.query(tables.in(NEXT_NUMBER), row -> row.number("number"), job)
                .get(0);
    }

    /** A range that nobody can go on with any more, taken over where its holder left it. Only for who holds the job. */
    Optional<Chunk> takeOver(Session session, boolean isPutOff, String worker) {
        List<Chunk> abandoned = session.query(tables.in(ABANDONED), ChunkStore::chunk, job, isPutOff);
        if (abandoned.isEmpty()) {
            return Optional.empty();
        }
        Chunk chunk = abandoned.get(0);
        session.update(tables.in(TAKE_OVER), worker, LEASE.toMillis(), job, chunk.number());
        return Optional.of(new Chunk(
                chunk.number(),
                chunk.relation(),
                chunk.pass(),
                chunk.behind(),
                chunk.upTo(),
                chunk.place(),
                chunk.rows(),
                chunk.seen(),
                chunk.isPutOff(),
                chunk.token() + 1,
                BatchEnds.UNKNOWN));
    }

    void renew(Session session, Chunk chunk) {
        session.update(tables.in(RENEW), LEASE.toMillis(), job, chunk.number(), chunk.token());
    }

    /**
     * False when the range is another one's by now, or the name of the relation is: then nothing of the transaction may be
     * committed.
     */
    boolean advance(Session session, Chunk moved, long moreWritten, RowSource source) {
        long updated = session.update(
                tables.in(ADVANCE),
                moved.place().orElse(""),
                moved.seen(),
                moreWritten,
                moved.isDone(),
                LEASE.toMillis(),
                job,
                moved.number(),
                moved.token(),
                source.relation(),
                source.identity());
        return updated == 1;
    }

    /** Nobody who holds a range can commit anything any more. */
    BoundStatement revocation() {
        return BoundStatement.of(tables.in(REVOKE), job);
    }

    boolean isAnyOpen(Session session) {
        return isAnyOpenIn(session, "");
    }

    boolean isAnyOpenIn(Session session, String relation) {
        return session.query(tables.in(OPEN), row -> row.number("open"), job, relation, relation)
                        .get(0)
                > 0;
    }

    long writtenIn(Session session, String relation, int pass) {
        return session.query(tables.in(WRITTEN_IN_PASS), row -> row.number("written"), job, relation, pass)
                .get(0);
    }

    /** The ranges of the last pass, which are all rows of then. */
    List<Range> filled(Session session) {
        return session.query(
                tables.in(FILLED),
                row -> new Range(row.text("relation"), place(row, "behind"), row.text("up_to")),
                job);
    }

    /** Those that an earlier version has begun with, by the names that it knew them by. */
    void recognise(Session session, List<RowSource> sources) {
        sources.forEach(source -> session.update(tables.in(RECOGNISE), source.identity(), job, source.relation()));
    }

    /** What the relation is known by that is called so now; empty text where there is none. */
    String identityOf(Session session, String relation) {
        return session.query(tables.in(IDENTITY), row -> row.text("identity"), relation)
                .get(0);
    }

    /** The relation is back, and with it the ranges that were given up. True when there are any. */
    boolean goOnIn(Session session, String relation) {
        return session.update(tables.in(GO_ON), job, relation) > 0;
    }

    /** The relation is gone, with its rows. */
    void giveUp(Session session, String relation) {
        session.update(tables.in(GIVE_UP), job, relation);
    }

    private static Frontier frontier(Row row) {
        return new Frontier(
                row.text("relation"),
                row.text("identity"),
                row.text("row_order"),
                (int) row.number("pass"),
                row.text("end_place"),
                place(row, "place"),
                row.flag("is_done"));
    }

    private static Chunk chunk(Row row) {
        return new Chunk(
                row.number("number"),
                row.text("relation"),
                (int) row.number("pass"),
                place(row, "behind"),
                row.text("up_to"),
                place(row, "place"),
                row.number("row_count"),
                row.number("seen"),
                row.flag("is_put_off"),
                row.number("token"),
                BatchEnds.UNKNOWN);
    }

    private static Optional<String> place(Row row, String column) {
        return row.maybeText(column).filter(place -> !place.isEmpty());
    }
}
