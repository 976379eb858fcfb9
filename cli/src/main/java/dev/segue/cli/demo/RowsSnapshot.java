package dev.segue.cli.demo;

import static dev.segue.cli.demo.Narration.counted;

import dev.segue.jdbc.Session;
import java.util.ArrayList;
import java.util.List;

/** How many rows there are, with a checksum over what is in them. */
record RowsSnapshot(List<Rows> tables) {

    /** Columns that later revisions add are left out, so that the same rows have the same sum at every revision. */
    private static final String FILLED = """
            SELECT 'countries' AS name, count(*) AS count,
                   coalesce(sum(hash_record_extended(ROW(code, name, vat_percent), 0)), 0)::text AS checksum
            FROM countries
            UNION ALL
            SELECT 'users', count(*),
                   coalesce(sum(hash_record_extended(
                     ROW(id, email, full_name, city, country_code, created_at), 0)), 0)::text
            FROM users
            UNION ALL
            SELECT 'products', count(*),
                   coalesce(sum(hash_record_extended(
                     ROW(id, sku, name, category, price, attributes, discontinued_at), 0)), 0)::text
            FROM products
            UNION ALL
            SELECT 'orders', count(*),
                   coalesce(sum(hash_record_extended(
                     ROW(id, user_id, product_id, quantity, amount, status, placed_at), 0)), 0)::text
            FROM orders
            """;

    /** The hash of a value of an enum is another one when the type was made anew, so its text is taken. */
    private static final String MADE_BY_REVISIONS = """
            SELECT 'tiers of users' AS name, count(*) AS count,
                   coalesce(sum(hash_record_extended(ROW(id, tier::text), 0)), 0)::text AS checksum
            FROM users
            UNION ALL
            SELECT 'order_events', count(*),
                   coalesce(sum(hash_record_extended(ROW(order_id, status::text, happened_at), 0)), 0)::text
            FROM order_events
            """;

    /** @param checksum independent of the order of the rows */
    record Rows(String name, long count, String checksum) {}

    RowsSnapshot {
        tables = List.copyOf(tables);
    }

    /** What the tables were filled with. */
    static RowsSnapshot ofFilled(Session session) {
        return read(session, FILLED);
    }

    /** What the revisions made of it; only where all of them are applied. */
    static RowsSnapshot ofMadeByRevisions(Session session) {
        return read(session, MADE_BY_REVISIONS);
    }

    long count() {
        return tables.stream().mapToLong(Rows::count).sum();
    }

    /** What is other than it was, a line for each table. */
    List<String> differencesTo(RowsSnapshot before, String moment) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            Rows now = tables.get(i);
            Rows then = before.tables.get(i);
            if (now.count() != then.count()) {
                differences.add(now.name() + ": " + counted(now.count()) + " rows " + moment + ", "
                        + counted(then.count()) + " before");
            } else if (!now.equals(then)) {
                differences.add(now.name() + ": the rows " + moment + " are not those of before");
            }
        }
        return differences;
    }

    private static RowsSnapshot read(Session session, String query) {
        return new RowsSnapshot(
                session.query(query, row -> new Rows(row.text("name"), row.number("count"), row.text("checksum"))));
    }
}
