package dev.segue.cli.demo;

import dev.segue.jdbc.Session;
import java.util.List;

/** How many rows the tables of the shop have, with a checksum over everything in them that was there from the beginning. */
record RowsSnapshot(List<Table> tables) {

    /** Columns that later revisions add are left out, so that the same rows have the same sum at every revision. */
    private static final String CHECKSUMS = """
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

    /** @param checksum independent of the order of the rows */
    record Table(String name, long count, String checksum) {}

    RowsSnapshot {
        tables = List.copyOf(tables);
    }

    static RowsSnapshot of(Session session) {
        return new RowsSnapshot(session.query(
                CHECKSUMS, row -> new Table(row.text("name"), row.number("count"), row.text("checksum"))));
    }

    long count() {
        return tables.stream().mapToLong(Table::count).sum();
    }
}
