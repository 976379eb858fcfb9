package dev.segue.dialect.postgresql;

import dev.segue.dialect.Flaw;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for indexes and constraints that do not hold what they promise. */
final class PostgresqlFlaws {

    private static final String FLAWS = """
            SELECT i.relname AS name, n.nspname AS table_schema, t.relname AS table_name, 'index' AS kind
            FROM pg_index x
              JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class t ON t.oid = x.indrelid
              JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE NOT (x.indisvalid AND x.indisready AND x.indislive)
              AND x.indrelid IN (
                SELECT to_regclass(wanted.name) FROM unnest(string_to_array(?, chr(1))) AS wanted (name)
              )
            UNION ALL
            SELECT c.conname, n.nspname, t.relname, 'constraint'
            FROM pg_constraint c
              JOIN pg_class t ON t.oid = c.conrelid
              JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE NOT c.convalidated
              AND c.conrelid IN (
                SELECT to_regclass(wanted.name) FROM unnest(string_to_array(?, chr(1))) AS wanted (name)
              )
            ORDER BY 3, 1
            """;

    private PostgresqlFlaws() {}

    static List<Flaw> of(Session session, Set<TableName> tables) {
        String wanted =
                tables.stream().map(table -> table.quoted(SqlSyntax.POSTGRESQL)).collect(Collectors.joining("\u0001"));
        return session.query(FLAWS, PostgresqlFlaws::flaw, wanted, wanted);
    }

    private static Flaw flaw(Row row) {
        SqlName name = SqlName.of(row.text("name"));
        TableName table = TableName.of(row.text("table_schema"), row.text("table_name"));
        boolean isIndex = row.text("kind").equals("index");
        return new Flaw(
                name,
                table,
                (isIndex ? "index " : "constraint ") + name + " of " + table
                        + (isIndex ? " is not valid" : " is not validated"),
                isIndex ? "" : "VALIDATE CONSTRAINT");
    }
}
