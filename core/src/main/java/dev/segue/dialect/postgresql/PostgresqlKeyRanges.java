package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.RowWork;
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
record PostgresqlKeyRanges(String relation, String alias, List<String> columns, List<String> types, long rows)
        implements PostgresqlRanges {

    private static final SqlTemplate END = SqlTemplate.of("""
            SELECT /* segue */ {place} AS place
            FROM ONLY {relation} AS {alias}
            ORDER BY {descending}
            LIMIT 1
            """);

    /** The place is made of one row only: the database would make it of all that are skipped, were it not outside. */
    private static final SqlTemplate NEXT = SqlTemplate.of("""
            SELECT /* segue */ {place} AS place, ({key}) >= ({end}) AS is_end
            FROM (
              SELECT {key}
              FROM ONLY {relation} AS {alias}
              WHERE {behind}
              ORDER BY {key}
              OFFSET {skipped}
              LIMIT 1
            ) AS {alias}
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
        String query = in(END).withSql("place", place())
                .withSql("descending", descending)
                .sql(SqlSyntax.POSTGRESQL);
        return session.query(query, row -> row.text("place")).stream().findFirst();
    }

    @Override
    public String next(Session session, Optional<String> after, String end, long wanted) {
        String query = in(NEXT).withSql("place", place())
                .withSql("key", key())
                .withSql("end", end)
                .withSql("behind", behind(after))
                .withSql("skipped", String.valueOf(wanted - 1))
                .sql(SqlSyntax.POSTGRESQL);
        List<String> next = session.query(query, row -> row.flag("is_end") ? end : row.text("place"));
        return next.isEmpty() ? end : next.get(0);
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
        PostgresqlKeyRanges named = new PostgresqlKeyRanges(relation, name, columns, types, rows);
        return RANGE.withSql("behind", named.behind(after))
                .withSql("key", named.key())
                .withSql("up_to", upTo)
                .sql(SqlSyntax.POSTGRESQL);
    }

    private SqlTemplate in(SqlTemplate template) {
        return template.withSql("relation", relation).withSql("alias", alias);
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
