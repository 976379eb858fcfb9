package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table gone through by a key. Both ends of a range stand in its condition: on a table that was never analysed, the
 * planner would take a worse way for one that is open.
 *
 * <p>A place is the key of a row as SQL, such as {@code '4711'::bigint}, which the database has written itself.
 *
 * @param columns quoted
 * @param types as the database prints them
 */
record PostgresqlKeyRanges(
        String relation, String identity, String alias, List<String> columns, List<String> types, long rows)
        implements PostgresqlRanges {

    private static final SqlTemplate END = SqlTemplate.of("""
            SELECT /* segue */ {place} AS place
            FROM ONLY {relation} AS {alias}
            ORDER BY {descending}
            LIMIT 1
            """);

    /**
     * From each end on to the next, within the database and no further than is asked for: that takes no longer than going
     * to the last of them at once, where numbering the rows would take several times as long. Places are made of the ends
     * only: the database would make them of all rows that are skipped, were that not outside.
     */
    private static final SqlTemplate NEXT = SqlTemplate.of("""
            WITH RECURSIVE /* segue */ segue_end AS (
              (
                SELECT {key}
                FROM ONLY {relation} AS segue_row
                WHERE {behind}
                ORDER BY {key}
                OFFSET {skipped}
                LIMIT 1
              )
              UNION ALL
              SELECT following.*
              FROM segue_end,
                LATERAL (
                  SELECT {key}
                  FROM ONLY {relation} AS segue_row
                  WHERE ({key}) > ({found})
                  ORDER BY {key}
                  OFFSET {skipped}
                  LIMIT 1
                ) AS following
              WHERE ({found}) < ({end})
            )
            SELECT {place} AS place, ({found}) >= ({end}) AS is_end
            FROM segue_end
            LIMIT {ranges}
            """);

    private static final SqlTemplate RANGE = SqlTemplate.of("{behind} AND ({key}) <= ({up_to})");

    PostgresqlKeyRanges {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    @Override
    public String order() {
        return "key " + String.join(", ", columns);
    }

    /** Only changing the key itself moves a row. */
    @Override
    public boolean isUnsteady() {
        return false;
    }

    @Override
    public Optional<String> end(Session session) {
        String descending = qualified().stream().map(column -> column + " DESC").collect(Collectors.joining(", "));
        String query = END.withSql("relation", relation)
                .withSql("alias", alias)
                .withSql("place", place())
                .withSql("descending", descending)
                .sql(SqlSyntax.POSTGRESQL);
        return session.query(query, row -> row.text("place")).stream().findFirst();
    }

    @Override
    public List<String> next(Session session, Optional<String> after, String end, long wanted, int ranges) {
        PostgresqlKeyRanges rows = as("segue_row");
        PostgresqlKeyRanges found = as("segue_end");
        String query = NEXT.withSql("relation", relation)
                .withSql("key", rows.key())
                .withSql("behind", rows.behind(after))
                .withSql("skipped", String.valueOf(wanted - 1))
                .withSql("found", found.key())
                .withSql("place", found.place())
                .withSql("end", end)
                .withSql("ranges", String.valueOf(ranges))
                .sql(SqlSyntax.POSTGRESQL);
        List<String> ends = new ArrayList<>(session.query(query, row -> row.flag("is_end") ? end : row.text("place")));
        if (ends.size() < ranges && !ends.contains(end)) {
            ends.add(end);
        }
        return ends;
    }

    @Override
    public long write(Session session, RowWork work, Optional<String> after, String upTo) {
        return work.accept(new PostgresqlRowWork(session, relation, alias, name -> range(name, after, upTo)));
    }

    @Override
    public String shownKey(String name) {
        return columns.stream()
                .map(column -> name + "." + column + "::text")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    @Override
    public String range(String name, Optional<String> after, String upTo) {
        PostgresqlKeyRanges named = as(name);
        return RANGE.withSql("behind", named.behind(after))
                .withSql("key", named.key())
                .withSql("up_to", upTo)
                .sql(SqlSyntax.POSTGRESQL);
    }

    /** @param name what its rows are called by instead, quoted */
    private PostgresqlKeyRanges as(String name) {
        return new PostgresqlKeyRanges(relation, identity, name, columns, types, rows);
    }

    private String behind(Optional<String> after) {
        return after.map(place -> "(" + key() + ") > (" + place + ")").orElse("TRUE");
    }

    /** {@code format('%L::bigint, %L::text', …)}. */
    private String place() {
        String format =
                types.stream().map(type -> "%L::" + type.replace("%", "%%")).collect(Collectors.joining(", "));
        return "format(" + SqlLiteral.quote(format, SqlSyntax.POSTGRESQL) + ", " + key() + ")";
    }

    private String key() {
        return String.join(", ", qualified());
    }

    private List<String> qualified() {
        return columns.stream().map(column -> alias + "." + column).toList();
    }
}
