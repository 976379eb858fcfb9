package dev.segue.dialect.postgresql;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * The trigger that keeps a column and its shadow equal.
 *
 * <p>Which of them leads is told by which one changed, never by who writes: sessions are pooled, and search paths are set
 * in many ways. Whoever writes other columns does not wake it, because the condition stands in the trigger; in the body it
 * would cost twice as much. A row that is inserted with a value for the shadow comes from the new application, any other
 * one from the old. Where both changed and agree, as in a row that comes through replication, nothing is computed, so that
 * a conversion that loses something does not lose it here.
 *
 * <p>Its name sorts behind those of users, whose triggers may change the row first. It is always enabled, so that it also
 * follows what replication applies. The function runs with the rights of who made it: the writers need none on what the
 * conversion uses.
 */
record PostgresqlMirror(ShadowColumn shadow) {

    private static final SqlTemplate CREATE_FUNCTION = SqlTemplate.of("""
            CREATE OR REPLACE FUNCTION segue.{function}() RETURNS trigger
              LANGUAGE plpgsql
              SECURITY DEFINER
              SET search_path = {search_path}
            AS $mirror$
            #variable_conflict use_column
            DECLARE
              shadow_leads boolean;
              column_rests boolean;
            BEGIN
              IF TG_OP = 'INSERT' THEN
                shadow_leads := {shadow_given};
                column_rests := false;
              ELSE
                shadow_leads := {shadow_changed};
                column_rests := {column_same};
              END IF;
              IF NOT shadow_leads THEN
                NEW.{shadow} := {up};
              ELSIF column_rests OR {disagree} THEN
                NEW.{column} := {down};
              END IF;
              RETURN NEW;
            END
            $mirror$
            """);

    private static final SqlTemplate ON_INSERT = SqlTemplate.of("""
            CREATE TRIGGER {trigger}
              BEFORE INSERT ON {table}
              FOR EACH ROW
              EXECUTE FUNCTION segue.{function}()
            """);

    private static final SqlTemplate ON_UPDATE = SqlTemplate.of("""
            CREATE TRIGGER {trigger}
              BEFORE UPDATE ON {table}
              FOR EACH ROW
              WHEN (
                ({column_changed} OR {shadow_changed})
                AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
              )
              EXECUTE FUNCTION segue.{function}()
            """);

    private static final SqlTemplate ALWAYS = SqlTemplate.of("""
            ALTER TABLE {table}
              ENABLE ALWAYS TRIGGER {on_insert},
              ENABLE ALWAYS TRIGGER {on_update}
            """);

    /** Statements that belong into the transaction which adds the shadow: a row in between would be missed. */
    List<String> creation() {
        ColumnTriggers triggers = triggers();
        return List.of(
                function(),
                triggers.functionKeptToOurselves(),
                sql(ON_INSERT
                        .with("trigger", triggers.onInsert())
                        .with("table", shadow.table().name())
                        .with("function", triggers.function())),
                sql(ON_UPDATE
                        .with("trigger", triggers.onUpdate())
                        .with("table", shadow.table().name())
                        .withSql("column_changed", differ(original(), "OLD." + column(), "NEW." + column()))
                        .withSql("shadow_changed", differ(copy(), "OLD." + shadowColumn(), "NEW." + shadowColumn()))
                        .with("function", triggers.function())),
                sql(ALWAYS.with("table", shadow.table().name())
                        .with("on_insert", triggers.onInsert())
                        .with("on_update", triggers.onUpdate())));
    }

    private String function() {
        String standard = shadow.copy()
                .defaultValue()
                .map(value -> "CAST((" + value + ") AS " + copy() + ")")
                .orElse("NULL");
        return sql(CREATE_FUNCTION
                .with("function", triggers().function())
                .withSql(
                        "search_path",
                        ColumnTriggers.searchPath(shadow.table().context().schema()))
                .withSql("shadow_given", differ(copy(), "NEW." + shadowColumn(), standard))
                .withSql("shadow_changed", differ(copy(), "OLD." + shadowColumn(), "NEW." + shadowColumn()))
                .withSql("column_same", Comparison.agree(original(), "OLD." + column(), "NEW." + column()))
                .withSql(
                        "disagree",
                        differ(
                                copy(),
                                "NEW." + shadowColumn(),
                                shadow.conversion().up()))
                .withSql("up", shadow.conversion().up())
                .withSql("down", shadow.conversion().down())
                .with("shadow", shadow.name())
                .with("column", shadow.original().name()));
    }

    /** Statements that take it away, also where only a part of it is there. */
    List<String> removal() {
        List<String> statements = new ArrayList<>(triggers().dropped());
        statements.add(sql(triggers().functionDropped()));
        return statements;
    }

    private ColumnTriggers triggers() {
        return ColumnTriggers.of("mirror", "zzz_segue", shadow.table(), shadow.original());
    }

    private DataType original() {
        return shadow.original().type();
    }

    private DataType copy() {
        return shadow.copy().type();
    }

    private String column() {
        return shadow.original().name().quoted(SqlSyntax.POSTGRESQL);
    }

    private String shadowColumn() {
        return shadow.name().quoted(SqlSyntax.POSTGRESQL);
    }

    private static String differ(DataType type, String left, String right) {
        return Comparison.differ(type, left, right);
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
