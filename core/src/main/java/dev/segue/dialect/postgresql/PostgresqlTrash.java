package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The statements that put something into the trash and take it out again. Each is one block, so that the object and its
 * row in the list of the trash are changed together or not at all.
 */
final class PostgresqlTrash {

    static final SqlName SCHEMA = SqlName.of("segue_trash");

    static final String TABLE_CREATION = """
            CREATE TABLE IF NOT EXISTS segue.trash (
              id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              revision     text NOT NULL,
              kind         text NOT NULL,
              table_schema text NOT NULL,
              table_name   text NOT NULL,
              name         text NOT NULL,
              kept_schema  text NOT NULL,
              kept_table   text NOT NULL,
              kept_name    text NOT NULL,
              restoration  text NOT NULL,
              remark       text NOT NULL,
              dropped_at   timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """;

    private static final SqlTemplate BLOCK = SqlTemplate.of("""
            DO $segue$
            BEGIN
            {body}
            END
            $segue$
            """);

    private static final SqlTemplate DISCARD = SqlTemplate.of("""
            {prepare_trash}
            {statements}
            INSERT INTO segue.trash
              (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
            VALUES (
              {revision}, {kind}, {table_schema}, {table_name}, {name}, {kept_schema}, {kept_table}, {kept_name},
              {restoration},
              {remark}
            );
            """);

    private static final String PREPARE_SCHEMA = """
            IF to_regnamespace('segue_trash') IS NULL THEN
              CREATE SCHEMA segue_trash;
            END IF
            """;

    private static final SqlTemplate RESTORE = SqlTemplate.of("""
            DO $restore$
            BEGIN
            {statements}
            DELETE FROM segue.trash
            WHERE revision = {revision}
              AND kind = {kind}
              AND table_schema = {table_schema}
              AND table_name = {table_name}
              AND name = {name}
              AND kept_name = {kept_name};
            {tidy_up}
            END
            $restore$
            """);

    private static final SqlTemplate FORGET = SqlTemplate.of("""
            DELETE FROM segue.trash
            WHERE revision = {revision}
              AND kind = {kind}
              AND table_schema = {table_schema}
              AND table_name = {table_name}
              AND name = {name}
              AND kept_name = {kept_name}
            """);

    /** Takes the schema of the trash away with the last table in it, if it is ours. */
    private static final String DROP_EMPTY_SCHEMA = """
            IF EXISTS (
              SELECT
              FROM pg_namespace n
              WHERE n.nspname = 'segue_trash'
                AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
                AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
                AND NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)
            ) THEN
              DROP SCHEMA segue_trash;
            END IF
            """;

    private PostgresqlTrash() {}

    /**
     * What is put into the trash.
     *
     * @param table where it was, with its schema
     * @param keptIn the table that holds it now
     * @param remark what a person should know who brings it back; may be empty
     */
    record Entry(
            String revision,
            TrashedObject.Kind kind,
            TableName table,
            SqlName name,
            TableName keptIn,
            SqlName keptAs,
            String remark) {}

    /**
     * The name of a table, index or sequence while it is in the schema of the trash.
     *
     * @param turn counted from 1: a revision that goes up and down drops more than one of a name
     */
    static SqlName nameInTrash(String revision, TableName original, int turn) {
        String schema = schemaOf(original);
        String name = original.name().text();
        return turn == 1
                ? GeneratedName.of(GeneratedName.shortened(revision), schema, name)
                : GeneratedName.of(GeneratedName.shortened(revision), schema, name, String.valueOf(turn));
    }

    /** The name of a column that stays in its table. */
    static SqlName columnInTrash(String revision, SqlName column) {
        return GeneratedName.of("segue_trash", GeneratedName.shortened(revision), column.text());
    }

    /** The same where an earlier column of the name may wait there already. */
    static SqlName freeColumnInTrash(LiveTable table, SqlName column) {
        return free(table.context(), column, name -> table.column(name).isPresent());
    }

    /** The name of a sequence whose column stays in its table; another one where an earlier one has that. */
    static SqlName freeSequenceInTrash(PlanningContext context, TableName sequence) {
        return free(context, sequence.name(), name -> isSequence(context, new TableName(sequence.schema(), name)));
    }

    private static boolean isSequence(PlanningContext context, TableName name) {
        return context.schema().sequences().stream()
                .anyMatch(known -> known.name().equals(name));
    }

    /** The name under which a type stays with the columns in the trash; another one where an earlier one has that. */
    static SqlName freeTypeInTrash(PlanningContext context, TableName type) {
        return free(
                context,
                type.name(),
                name -> context.schema()
                        .enumType(new TableName(type.schema(), name))
                        .isPresent());
    }

    private static SqlName free(PlanningContext context, SqlName original, Predicate<SqlName> isTaken) {
        SqlName free = columnInTrash(context.revision(), original);
        for (int turn = 2; isTaken.test(free); turn++) {
            free = GeneratedName.of(
                    "segue_trash", GeneratedName.shortened(context.revision()), original.text(), String.valueOf(turn));
        }
        return free;
    }

    /**
     * @param statements that bring the object to where it is kept
     * @param restoration of which the first brings it back together with its row
     */
    static SqlStatement discard(Entry entry, List<String> statements, List<SqlStatement> restoration) {
        return OwnSteps.statement(BLOCK.withSql("body", discarding(entry, statements, restoration)));
    }

    /** The same as a part of another block. */
    static String discarding(Entry entry, List<String> statements, List<SqlStatement> restoration) {
        String script = restoration.stream().map(SqlStatement::text).collect(Collectors.joining(";\n", "", ";"));
        boolean isMoved = entry.keptIn().schema().filter(SCHEMA::equals).isPresent();
        List<String> preparation = isMoved ? List.of(PREPARE_SCHEMA, TABLE_CREATION) : List.of(TABLE_CREATION);
        return sql(identified(DISCARD, entry)
                .withSql("prepare_trash", lines(preparation))
                .withSql("statements", lines(statements))
                .withLiteral("kept_schema", schemaOf(entry.keptIn()))
                .withLiteral("kept_table", entry.keptIn().name().text())
                .withLiteral("restoration", script)
                .withLiteral("remark", entry.remark()));
    }

    static SqlStatement restore(Entry entry, List<String> statements) {
        return OwnSteps.statement(identified(RESTORE, entry)
                .withSql("statements", lines(statements))
                .withSql("tidy_up", tidyUp()));
    }

    static SqlStatement forget(Entry entry) {
        return OwnSteps.statement(identified(FORGET, entry));
    }

    private static SqlTemplate identified(SqlTemplate template, Entry entry) {
        return template.withLiteral("revision", entry.revision())
                .withLiteral("kind", wordFor(entry.kind()))
                .withLiteral("table_schema", schemaOf(entry.table()))
                .withLiteral("table_name", entry.table().name().text())
                .withLiteral("name", entry.name().text())
                .withLiteral("kept_name", entry.keptAs().text());
    }

    static String tidyUp() {
        return lines(List.of(DROP_EMPTY_SCHEMA));
    }

    private static String wordFor(TrashedObject.Kind kind) {
        return switch (kind) {
            case TABLE -> "table";
            case COLUMN -> "column";
            case INDEX -> "index";
            case CONSTRAINT -> "constraint";
            case VIEW -> "view";
            case SEQUENCE -> "sequence";
            case TYPE -> "type";
        };
    }

    private static String schemaOf(TableName table) {
        return table.schema().map(SqlName::text).orElse("public");
    }

    /** Line by line as they are: they may hold texts of the user that go on over several lines. */
    private static String lines(List<String> statements) {
        return statements.stream().map(statement -> statement.strip() + ";").collect(Collectors.joining("\n"));
    }

    static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
