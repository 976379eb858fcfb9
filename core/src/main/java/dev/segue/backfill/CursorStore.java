package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import java.util.List;

/** Keeps the cursors of one step in the database that is filled. */
final class CursorStore {

    private static final String READ = """
            SELECT relation, row_order, pass, end_place, place, seen, written, in_this_pass,
              in_the_pass_before, is_done
            FROM {cursors}
            WHERE revision = ? AND direction = ? AND ordinal = ?
            ORDER BY relation
            """;

    private static final String INSERT = """
            INSERT INTO {cursors} (revision, direction, ordinal, relation, row_order, pass, end_place, place, seen, written,
              in_this_pass, in_the_pass_before, is_done)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            UPDATE {cursors}
            SET pass = ?, end_place = ?, place = ?, seen = ?, written = ?, in_this_pass = ?,
              in_the_pass_before = ?, is_done = ?
            WHERE revision = ? AND direction = ? AND ordinal = ? AND relation = ?""";

    private static final String FORGET = """
            DELETE FROM {cursors} WHERE revision = ? AND direction = ? AND ordinal = ?""";

    private final RowBatches batches;
    private final FillOrder order;

    CursorStore(RowBatches batches, FillOrder order) {
        this.batches = batches;
        this.order = order;
    }

    List<Cursor> read(Session session) {
        return session.query(filled(READ), CursorStore::cursor, order.revision(), order.direction(), order.ordinal());
    }

    BoundStatement insert(Cursor cursor) {
        return BoundStatement.of(
                filled(INSERT),
                order.revision(),
                order.direction(),
                order.ordinal(),
                cursor.relation(),
                cursor.order(),
                cursor.pass(),
                cursor.end(),
                cursor.place().orElse(""),
                cursor.seen(),
                cursor.written(),
                cursor.inThisPass(),
                cursor.inThePassBefore(),
                cursor.isDone());
    }

    BoundStatement update(Cursor cursor) {
        return BoundStatement.of(
                filled(UPDATE),
                cursor.pass(),
                cursor.end(),
                cursor.place().orElse(""),
                cursor.seen(),
                cursor.written(),
                cursor.inThisPass(),
                cursor.inThePassBefore(),
                cursor.isDone(),
                order.revision(),
                order.direction(),
                order.ordinal(),
                cursor.relation());
    }

    BoundStatement forget() {
        return BoundStatement.of(filled(FORGET), order.revision(), order.direction(), order.ordinal());
    }

    private String filled(String sql) {
        return sql.replace("{cursors}", batches.cursors());
    }

    private static Cursor cursor(Row row) {
        return new Cursor(
                row.text("relation"),
                row.text("row_order"),
                (int) row.number("pass"),
                row.text("end_place"),
                row.maybeText("place").filter(place -> !place.isEmpty()),
                row.number("seen"),
                row.number("written"),
                row.number("in_this_pass"),
                row.number("in_the_pass_before"),
                row.flag("is_done"));
    }
}
