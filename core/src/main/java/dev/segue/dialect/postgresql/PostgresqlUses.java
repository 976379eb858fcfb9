package dev.segue.dialect.postgresql;

import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at what is run now, and, where pg_stat_statements counts it, at what was run before. */
final class PostgresqlUses {

    private static final String SESSIONS = """
            SELECT a.pid, a.usename, a.application_name, a.query,
              coalesce(a.state, '') <> 'idle' AS is_at_work,
              octet_length(a.query) >= pg_size_bytes(current_setting('track_activity_query_size')) - 1 AS is_cut_off,
              greatest(0, extract(epoch FROM clock_timestamp() - a.query_start) * 1000)::bigint AS age_ms
            FROM pg_stat_activity a
            WHERE a.datname = current_database()
              AND a.backend_type = 'client backend'
              AND a.pid <> pg_backend_pid()
              AND a.query_start IS NOT NULL
            ORDER BY a.pid
            """;

    /** A setting of its own exists only where the library is loaded; without it, the view is an error. */
    private static final String COUNTER = """
            SELECT n.nspname,
              current_setting('pg_stat_statements.max', true) IS NOT NULL
                AND has_schema_privilege(n.oid, 'USAGE')
                AND has_table_privilege(format('%I.pg_stat_statements', n.nspname), 'SELECT') AS is_readable,
              to_regclass(format('%I.pg_stat_statements_info', n.nspname)) IS NOT NULL AS tells_since
            FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
            """;

    /** The columns of the view differ between its versions; statements that functions run are not the application's. */
    private static final SqlTemplate COUNTED = SqlTemplate.of("""
            SELECT s.queryid::text AS id, pg_get_userbyid(s.userid)::text AS usename, s.query,
              sum(s.calls)::bigint AS calls, min(to_jsonb(s) ->> 'stats_since') AS since
            FROM {view} s
            WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND coalesce((to_jsonb(s) ->> 'toplevel')::boolean, true)
              AND EXISTS (
                SELECT
                FROM unnest(string_to_array(?, chr(1))) AS wanted (name)
                WHERE strpos(lower(s.query), lower(wanted.name)) > 0
              )
            GROUP BY s.queryid, s.userid, s.query
            ORDER BY 4 DESC
            """);

    private static final SqlTemplate SINCE = SqlTemplate.of("""
            SELECT stats_reset::text AS since
            FROM {view}
            """);

    /** The table that a name without a schema means to us, which are the revisions. */
    private static final String MEANT = """
            SELECT n.nspname
            FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = to_regclass(?)
            """;

    private static final String SEES_ALL = """
            SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS sees_all, current_user AS me
            """;

    private static final int LONGEST_QUERY = 200;

    private final Session session;
    private final Map<OldName, OldName> qualified = new LinkedHashMap<>();
    private long withAllColumns;
    private long cutOff;

    PostgresqlUses(Session session, List<OldName> names) {
        this.session = session;
        names.forEach(name -> qualified.put(name, withSchema(name)));
    }

    private OldName withSchema(OldName name) {
        TableName table = name.table();
        if (table.schema().isPresent()) {
            return name;
        }
        return session.query(MEANT, row -> row.text("nspname"), table.quoted(SqlSyntax.POSTGRESQL)).stream()
                .findFirst()
                .map(schema -> new OldName(new TableName(Optional.of(SqlName.of(schema)), table.name()), name.column()))
                .orElse(name);
    }

    Uses look() {
        List<String> unseen = new ArrayList<>();
        session.query(SEES_ALL, row -> row.flag("sees_all") ? "" : row.text("me")).stream()
                .filter(me -> !me.isEmpty())
                .forEach(
                        me -> unseen.add("statements of other roles cannot be seen; GRANT pg_read_all_stats TO " + me));
        List<Uses.ByStatement> counted = counter().map(this::counted).orElseGet(() -> {
            unseen.add("who used it before cannot be seen: pg_stat_statements does not count in this database");
            return List.of();
        });
        List<Uses.BySession> running = running();
        if (withAllColumns > 0) {
            unseen.add(withAllColumns + (withAllColumns == 1 ? " statement names" : " statements name")
                    + " a table, but none of its columns (SELECT *, INSERT without a list): whether that needs what goes"
                    + " away cannot be seen");
        }
        if (cutOff > 0) {
            unseen.add("the end of " + cutOff + (cutOff == 1 ? " statement" : " statements")
                    + " cannot be seen, which a session runs: it is cut off at track_activity_query_size");
        }
        return new Uses(running, counted, unseen);
    }

    private List<Uses.BySession> running() {
        List<Uses.BySession> uses = new ArrayList<>();
        session.query(SESSIONS, this::running).forEach(uses::addAll);
        return uses;
    }

    private List<Uses.BySession> running(Row row) {
        String query = row.text("query");
        if (row.flag("is_cut_off")) {
            cutOff++;
        }
        return namedIn(query).stream()
                .map(name -> new Uses.BySession(
                        name,
                        String.valueOf(row.number("pid")),
                        row.maybeText("usename"),
                        row.maybeText("application_name").filter(program -> !program.isEmpty()),
                        row.flag("is_at_work"),
                        Duration.ofMillis(row.number("age_ms")),
                        shown(query)))
                .toList();
    }

    /**
     * The extension, where it is there and may be read.
     *
     * @param tellsSince it knows when it began to count
     */
    private record Counter(SqlName schema, boolean tellsSince) {

        TableName relation(String name) {
            return new TableName(Optional.of(schema), SqlName.of(name));
        }
    }

    private Optional<Counter> counter() {
        return session
                .query(
                        COUNTER,
                        row -> Optional.of(new Counter(SqlName.of(row.text("nspname")), row.flag("tells_since")))
                                .filter(counter -> row.flag("is_readable")))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<Uses.ByStatement> counted(Counter counter) {
        Optional<String> since = counter.tellsSince()
                ? session.query(
                                SINCE.with("view", counter.relation("pg_stat_statements_info"))
                                        .sql(SqlSyntax.POSTGRESQL),
                                row -> row.maybeText("since"))
                        .get(0)
                : Optional.empty();
        String wanted = qualified.keySet().stream()
                .map(name -> name.table().name().text())
                .collect(Collectors.joining("\u0001"));
        List<Uses.ByStatement> uses = new ArrayList<>();
        session.query(
                        COUNTED.with("view", counter.relation("pg_stat_statements"))
                                .sql(SqlSyntax.POSTGRESQL),
                        row -> counted(row, since),
                        wanted)
                .forEach(uses::addAll);
        return uses;
    }

    private List<Uses.ByStatement> counted(Row row, Optional<String> since) {
        String query = row.text("query");
        return namedIn(query).stream()
                .map(name -> new Uses.ByStatement(
                        name,
                        row.text("id"),
                        row.maybeText("usename"),
                        row.number("calls"),
                        row.maybeText("since").or(() -> since),
                        shown(query)))
                .toList();
    }

    private List<OldName> namedIn(String query) {
        List<Mention> statements = Mention.in(query);
        List<OldName> named = new ArrayList<>();
        boolean namesNoColumn = false;
        for (Map.Entry<OldName, OldName> name : qualified.entrySet()) {
            if (statements.stream().anyMatch(statement -> statement.of(name.getValue()))) {
                named.add(name.getKey());
            } else {
                namesNoColumn |= statements.stream()
                        .anyMatch(statement ->
                                statement.ofAllColumns(name.getValue().table()));
            }
        }
        if (namesNoColumn && named.isEmpty()) {
            withAllColumns++;
        }
        return named;
    }

    private static String shown(String query) {
        // The place of a value, which the database numbers already.
        String text = PostgresqlWatchtower.withoutValues(query).replace("$?", "?");
        return text.length() <= LONGEST_QUERY ? text : text.substring(0, LONGEST_QUERY) + "…";
    }
}
