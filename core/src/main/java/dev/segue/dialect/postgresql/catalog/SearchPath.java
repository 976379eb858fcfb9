package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlName;
import java.util.List;

/**
 * Where the user's session looks for names.
 *
 * @param asked the schemas that the user asked for, as far as they exist
 * @param searched the same with those that the server searches by itself, in its order
 * @param serverVersion the major version of the server
 */
record SearchPath(List<String> asked, List<String> searched, int serverVersion) {

    /**
     * From then on the server prints the schema of everything that is not its own, and nothing that a user has made can be
     * taken for an operator or a function of the server.
     */
    static final String NONE = "SET LOCAL search_path = pg_catalog, pg_temp";

    /** Runs under the path of the user, so that every word of it says where it comes from. */
    private static final String PATH = """
            SELECT pg_catalog.current_schemas(false)::pg_catalog.text[] AS asked,
              pg_catalog.current_schemas(true)::pg_catalog.text[] AS searched,
              pg_catalog.current_setting('server_version_num') AS version
            """;

    static SearchPath of(Session session) {
        return session.query(
                        PATH,
                        row -> new SearchPath(
                                row.texts("asked"), row.texts("searched"), (int) (row.number("version") / 10_000)))
                .get(0);
    }

    /** Without the place of temporary tables, which is another one in every session. */
    List<SqlName> shown() {
        return asked.stream()
                .filter(schema -> !schema.startsWith("pg_temp"))
                .map(SqlName::of)
                .toList();
    }
}
