package dev.segue.dialect.postgresql;

import dev.segue.dialect.TrashKeeper;
import dev.segue.dialect.TrashedObject;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the list of the trash, and knows how each kind of object is deleted for ever. */
final class PostgresqlTrashKeeper implements TrashKeeper {

    private static final String IS_THERE = """
            SELECT to_regclass('segue.trash') IS NOT NULL AS is_there
            """;

    private static final String CONTENTS = """
            SELECT id, revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration,
              dropped_at
            FROM segue.trash
            ORDER BY id
            """;

    private static final String REMARK = """
            SELECT remark
            FROM segue.trash
            WHERE id = ? AND remark <> ''
            """;

    private static final String RELATION_TAKEN = """
            SELECT count(*) > 0 AS is_taken
            FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?
            """;

    private static final String TYPE_TAKEN = """
            SELECT count(*) > 0 AS is_taken
            FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = ? AND t.typname = ?
            """;

    /** A view needs what its rule needs. What is of the table itself goes with it. */
    private static final String USERS = """
            WITH wanted (in_schema, called, with_column) AS (VALUES (?::text, ?::text, ?::text))
            SELECT DISTINCT
              CASE
                WHEN r.oid IS NULL THEN pg_describe_object(d.classid, d.objid, d.objsubid)
                ELSE pg_describe_object('pg_class'::regclass, r.ev_class, 0)
              END AS description
            FROM wanted w
              JOIN pg_namespace n ON n.nspname = w.in_schema
              JOIN pg_type t ON t.typnamespace = n.oid AND t.typname = w.called
              LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.called
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.with_column
              JOIN pg_depend d
                ON d.deptype = 'n'
                AND CASE
                  WHEN w.with_column <> '' THEN
                    d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid = a.attnum
                  ELSE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                    OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
                END
              LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
              LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
            WHERE c.oid IS NULL
              OR k.conrelid IS DISTINCT FROM c.oid
            ORDER BY 1
            """;

    private static final String COLUMN_TAKEN = """
            SELECT count(*) > 0 AS is_taken
            FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped
            """;

    private static final String CONSTRAINT_TAKEN = """
            SELECT count(*) > 0 AS is_taken
            FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND k.conname = ?
            """;

    private static final SqlTemplate DISPOSE = SqlTemplate.of("""
            DO $segue$
            BEGIN
              {statement}
              DELETE FROM segue.trash
              WHERE id = {id};
              {tidy_up}
            END
            $segue$
            """);

    private static final SqlTemplate DROP_TABLE = SqlTemplate.of("DROP TABLE IF EXISTS {table};");

    private static final SqlTemplate DROP_TYPE = SqlTemplate.of("DROP TYPE IF EXISTS {type};");

    private static final SqlTemplate DROP_COLUMN =
            SqlTemplate.of("ALTER TABLE IF EXISTS {table} DROP COLUMN IF EXISTS {column};");

    @Override
    public List<TrashedObject> contents(Session session) {
        boolean isThere = session.query(IS_THERE, row -> row.flag("is_there")).get(0);
        return isThere ? session.query(CONTENTS, PostgresqlTrashKeeper::object) : List.of();
    }

    private static TrashedObject object(Row row) {
        return new TrashedObject(
                row.number("id"),
                row.text("revision"),
                TrashedObject.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                TableName.of(row.text("table_schema"), row.text("table_name")),
                SqlName.of(row.text("name")),
                TableName.of(row.text("kept_schema"), row.text("kept_table")),
                SqlName.of(row.text("kept_name")),
                row.text("restoration"),
                row.instant("dropped_at"));
    }

    @Override
    public boolean isNameTaken(Session session, TrashedObject object) {
        String schema = object.table().schema().map(SqlName::text).orElse("public");
        String table = object.table().name().text();
        String name = object.name().text();
        List<Boolean> answer = switch (object.kind()) {
            case TABLE, INDEX, VIEW, SEQUENCE ->
                session.query(RELATION_TAKEN, row -> row.flag("is_taken"), schema, name);
            case TYPE -> session.query(TYPE_TAKEN, row -> row.flag("is_taken"), schema, name);
            case CONSTRAINT -> session.query(CONSTRAINT_TAKEN, row -> row.flag("is_taken"), schema, table, name);
            case COLUMN -> session.query(COLUMN_TAKEN, row -> row.flag("is_taken"), schema, table, name);
        };
        return answer.get(0);
    }

    @Override
    public List<String> usersOf(Session session, TrashedObject object) {
        String schema = object.keptIn().schema().map(SqlName::text).orElse("public");
        String name = object.keptIn().name().text();
        String column =
                object.kind() == TrashedObject.Kind.COLUMN ? object.keptAs().text() : "";
        return session.query(USERS, row -> row.text("description"), schema, name, column);
    }

    @Override
    public List<SqlStatement> restoration(TrashedObject object) {
        return statementsOf(object);
    }

    static List<SqlStatement> statementsOf(TrashedObject object) {
        return SqlScanner.scan(new SourceText("segue.trash", object.restoration()), SqlSyntax.POSTGRESQL)
                .statements();
    }

    /** Of what was dropped already, only the list still knows. */
    @Override
    public SqlStatement disposal(TrashedObject object) {
        String statement = switch (object.kind()) {
            case TABLE -> PostgresqlTrash.sql(DROP_TABLE.with("table", object.keptIn()));
            case COLUMN ->
                PostgresqlTrash.sql(DROP_COLUMN.with("table", object.keptIn()).with("column", object.keptAs()));
            case INDEX, CONSTRAINT, VIEW, SEQUENCE -> "";
            case TYPE -> PostgresqlTrash.sql(DROP_TYPE.with("type", object.keptIn()));
        };
        return OwnSteps.statement(DISPOSE.withSql("statement", statement)
                .withSql("id", String.valueOf(object.id()))
                .withSql("tidy_up", PostgresqlTrash.tidyUp()));
    }

    @Override
    public Optional<String> remark(Session session, TrashedObject object) {
        return session.query(REMARK, row -> row.text("remark"), object.id()).stream()
                .findFirst();
    }
}
