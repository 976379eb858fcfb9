package dev.segue.cli.demo;

import dev.segue.jdbc.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of a PostgreSQL database as its own catalog describes it, one line for each thing: whatever makes two
 * schemas behave differently makes two snapshots differ. Segue's own tables and what belongs to the server are left out;
 * so are places of columns, of which only the order counts.
 */
public record CatalogSnapshot(List<String> entries) {

    /** Names come with their schema, and points in time in one zone, whatever the session is set to. */
    private static final List<String> OPENING =
            List.of("BEGIN", "SET LOCAL search_path = pg_catalog", "SET LOCAL timezone = 'UTC'");

    private static final String ENTRIES = """
            WITH owned AS (
              SELECT oid
              FROM pg_namespace
              WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'segue')
            ), relation AS (
              SELECT c.*, c.oid::regclass AS name
              FROM pg_class c
              WHERE c.relnamespace IN (SELECT oid FROM owned) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            )
            SELECT concat_ws(' ', 'relation', name, 'of kind', relkind, relpersistence, reloptions::text,
                     'partitioned by ' || pg_get_partkeydef(oid), 'holds ' || pg_get_expr(relpartbound, oid),
                     CASE WHEN relrowsecurity THEN 'row security' END, relacl::text,
                     'comment ' || obj_description(oid, 'pg_class')) AS entry
            FROM relation
            UNION ALL
            SELECT concat_ws(' ', 'column', r.name, a.attname,
                     row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
                     format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                     'default ' || pg_get_expr(d.adbin, d.adrelid), 'identity ' || nullif(a.attidentity::text, ''),
                     'generated ' || nullif(a.attgenerated::text, ''), 'collation ' || nullif(a.attcollation, 0)::regcollation::text,
                     a.attacl::text, 'comment ' || col_description(a.attrelid, a.attnum))
            FROM relation r
              JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE r.relkind <> 'S'
            UNION ALL
            SELECT concat_ws(' ', 'constraint', coalesce(nullif(o.conrelid, 0)::regclass::text, o.contypid::regtype::text),
                     o.conname, pg_get_constraintdef(o.oid), CASE WHEN NOT o.convalidated THEN 'not valid' END)
            FROM pg_constraint o
            WHERE o.connamespace IN (SELECT oid FROM owned)
            UNION ALL
            SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'invalid' END)
            FROM relation r
              JOIN pg_index i ON i.indrelid = r.oid
            UNION ALL
            SELECT concat_ws(' ', 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement,
                     s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
            FROM relation r
              JOIN pg_sequence s ON s.seqrelid = r.oid
            UNION ALL
            SELECT concat_ws(' ', 'view', name, pg_get_viewdef(oid))
            FROM relation
            WHERE relkind IN ('v', 'm')
            UNION ALL
            SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled)
            FROM relation r
              JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
            UNION ALL
            SELECT concat_ws(' ', 'function', pg_get_functiondef(p.oid), p.proacl::text)
            FROM pg_proc p
            WHERE p.pronamespace IN (SELECT oid FROM owned) AND p.prokind IN ('f', 'p', 'w')
            UNION ALL
            SELECT concat_ws(' ', 'enum', t.oid::regtype, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder))
            FROM pg_type t
              JOIN pg_enum e ON e.enumtypid = t.oid
            WHERE t.typnamespace IN (SELECT oid FROM owned)
            GROUP BY t.oid
            ORDER BY entry
            """;

    public CatalogSnapshot {
        entries = List.copyOf(entries);
    }

    public static CatalogSnapshot of(Session session) {
        session.begin(OPENING);
        try {
            return new CatalogSnapshot(session.query(ENTRIES, row -> row.text("entry")));
        } finally {
            session.rollback();
        }
    }

    /** Entries that only one of the two has: {@code -} before those of this one, {@code +} before those of the other. */
    public List<String> differencesTo(CatalogSnapshot other) {
        List<String> differences = new ArrayList<>();
        entries.stream()
                .filter(entry -> !other.entries.contains(entry))
                .forEach(entry -> differences.add("- " + entry));
        other.entries.stream()
                .filter(entry -> !entries.contains(entry))
                .forEach(entry -> differences.add("+ " + entry));
        return differences;
    }
}
