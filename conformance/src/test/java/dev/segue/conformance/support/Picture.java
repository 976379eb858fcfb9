package dev.segue.conformance.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything in a database that a change of schema or data could leave different, as sorted lines: relations, columns,
 * indexes with their validity, constraints, functions, triggers, enum labels, partitions, the rows of every table as a
 * checksum, and the journal as far as it must be the same after every way to the same place.
 */
public final class Picture {

    private static final String CATALOG = """
            WITH ours AS (
              SELECT oid, nspname FROM pg_namespace
              WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
            )
            SELECT format('schema %s', nspname) FROM ours
            UNION ALL
            SELECT format('relation %s kind %s persistence %s bound %s pending %s', c.oid::regclass, c.relkind,
                c.relpersistence, pg_get_expr(c.relpartbound, c.oid), coalesce(i.inhdetachpending, false))
              FROM pg_class c JOIN ours ON ours.oid = c.relnamespace LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
            UNION ALL
            SELECT format('column %s.%s %s notnull %s default %s identity %s generated %s', c.oid::regclass, a.attname,
                format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
                a.attgenerated)
              FROM pg_class c
                JOIN ours ON ours.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            UNION ALL
            SELECT format('index %s valid %s ready %s live %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready,
                i.indislive)
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN ours ON ours.oid = c.relnamespace
            UNION ALL
            SELECT format('constraint %s on %s %s validated %s', conname, conrelid::regclass, pg_get_constraintdef(c.oid),
                convalidated)
              FROM pg_constraint c JOIN ours ON ours.oid = c.connamespace
            UNION ALL
            SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
            UNION ALL
            SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal
            UNION ALL
            SELECT format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid))
              FROM pg_class c JOIN ours ON ours.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
            UNION ALL
            SELECT format('enum %s %s %s', t.typname, row_number() OVER (PARTITION BY t.oid ORDER BY e.enumsortorder),
                e.enumlabel)
              FROM pg_type t JOIN ours ON ours.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid
            ORDER BY 1
            """;

    private static final String INVALID_INDEXES = """
            SELECT format('invalid index %s', indexrelid::regclass) FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive)
            """;

    private static final String TABLES = """
            SELECT c.oid::regclass::text
            FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm')
              AND n.nspname NOT LIKE 'pg\\_%'
              AND n.nspname NOT IN ('information_schema', 'segue')
            ORDER BY 1
            """;

    private static final String ROWS = """
            SELECT format('rows of {table} %s %s', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text))) FROM {table} AS t
            """;

    private static final String JOURNAL = """
            SELECT format('applied %s %s %s %s', row_number() OVER (ORDER BY position), id, kind, checksum) FROM segue.revision
            UNION ALL
            SELECT format('under way %s %s %s %s', revision, direction, ordinal, state) FROM segue.step
            ORDER BY 1
            """;

    private static final Pattern INDEX = Pattern.compile("^relation (\\S+) kind [iI] ");

    private Picture() {}

    public static List<String> of(TestDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>(query(statement, CATALOG));
            lines.addAll(query(statement, INVALID_INDEXES));
            for (String table : query(statement, TABLES)) {
                lines.addAll(query(statement, ROWS.replace("{table}", table)));
            }
            if (lines.contains("schema segue")) {
                lines.addAll(query(statement, JOURNAL));
            }
            return lines;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Indexes remember the names that columns had when they were built; nobody else does. */
    public static List<String> withoutColumnsOfIndexes(List<String> picture) {
        Set<String> indexes = picture.stream()
                .map(INDEX::matcher)
                .filter(Matcher::find)
                .map(matcher -> "column " + matcher.group(1) + ".")
                .collect(Collectors.toSet());
        return picture.stream()
                .filter(line -> indexes.stream().noneMatch(line::startsWith))
                .toList();
    }

    private static List<String> query(Statement statement, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
