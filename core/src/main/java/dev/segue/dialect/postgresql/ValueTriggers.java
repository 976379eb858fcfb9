package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The triggers that compute a new column for an application which does not know it: in rows that it inserts, and in rows in
 * which it changes what the column is computed from.
 *
 * <p>Whoever sets the column is believed: in an INSERT a value that is given stays; in an UPDATE nothing is computed where
 * the column itself changes, nor where none of its sources does. So the later change holds, whoever made it.
 *
 * <p>Their names sort behind those of the user and of the mirrors, both of which may change a source first. They are always
 * enabled, so that they also follow what replication applies, and compute with the rights of who made them, as the filling
 * of the rows does.
 */
record ValueTriggers(LiveTable table, Column column, SqlExpression value) {

    private static final SqlTemplate CREATE_FUNCTION = SqlTemplate.of("""
            CREATE OR REPLACE FUNCTION segue.{function}() RETURNS trigger
              LANGUAGE plpgsql
              SECURITY DEFINER
              SET search_path = {search_path}
            AS $value$
            #variable_conflict use_column
            BEGIN
              NEW.{column} := {value};
              RETURN NEW;
            END
            $value$
            """);

    private static final SqlTemplate ON_INSERT = SqlTemplate.of("""
            CREATE OR REPLACE TRIGGER {trigger}
              BEFORE INSERT ON {table}
              FOR EACH ROW
              WHEN (NEW.{column} IS NULL)
              EXECUTE FUNCTION segue.{function}()
            """);

    private static final SqlTemplate ON_UPDATE = SqlTemplate.of("""
            CREATE OR REPLACE TRIGGER {trigger}
              BEFORE UPDATE ON {table}
              FOR EACH ROW
              WHEN (
                ({sources_changed})
                AND {column_rests}
              )
              EXECUTE FUNCTION segue.{function}()
            """);

    private static final SqlTemplate ALWAYS = SqlTemplate.of("""
            ALTER TABLE {table}
              ENABLE ALWAYS TRIGGER {trigger}
            """);

    private static final SqlTemplate DROP_COLUMN = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP COLUMN IF EXISTS {column}
            """);

    boolean areNeeded() {
        return fillInserted() || !source().columns().isEmpty();
    }

    /** A default says by itself what a row gets that does not name the column. */
    private boolean fillInserted() {
        return column.defaultValue().isEmpty();
    }

    List<Step> creation() {
        List<String> function = List.of(
                sql(CREATE_FUNCTION
                        .with("function", names().function())
                        .withSql(
                                "search_path",
                                ColumnTriggers.searchPath(table.context().schema()))
                        .with("column", column.name())
                        .withSql("value", source().ofNew())),
                names().functionKeptToOurselves());
        return List.of(
                OwnSteps.separate(
                        Phase.EXPAND,
                        "create the function that computes " + column.name() + " for the old application",
                        ShadowBirth.block(function),
                        Impact.NONE),
                OwnSteps.separate(
                        Phase.EXPAND,
                        "let what the old application writes reach " + column.name(),
                        ShadowBirth.block(triggers()),
                        table.moment(LockLevel.SHARE_ROW_EXCLUSIVE)));
    }

    private List<String> triggers() {
        List<String> statements = new ArrayList<>();
        if (fillInserted()) {
            statements.add(sql(onTable(ON_INSERT, names().onInsert())
                    .with("column", column.name())
                    .with("function", names().function())));
            statements.add(sql(onTable(ALWAYS, names().onInsert())));
        }
        if (!source().columns().isEmpty()) {
            String changed = source().columns().stream()
                    .map(each -> Comparison.differ(each.type(), "OLD." + quoted(each), "NEW." + quoted(each)))
                    .collect(Collectors.joining(" OR "));
            statements.add(sql(onTable(ON_UPDATE, names().onUpdate())
                    .withSql("sources_changed", changed)
                    .withSql(
                            "column_rests",
                            Comparison.agree(column.type(), "OLD." + quoted(column), "NEW." + quoted(column)))
                    .with("function", names().function())));
            statements.add(sql(onTable(ALWAYS, names().onUpdate())));
        }
        return statements;
    }

    List<Step> removal(Phase phase) {
        return List.of(
                OwnSteps.separate(
                        phase,
                        "compute " + column.name() + " for the old application no more",
                        ShadowBirth.block(names().dropped()),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                functionDropped(phase));
    }

    /** With the column, at once: the old application cannot fill by itself what the column demands. */
    List<Step> removalWithColumn() {
        List<String> statements = new ArrayList<>(names().dropped());
        statements.add(sql(DROP_COLUMN.with("table", table.name()).with("column", column.name())));
        return List.of(
                OwnSteps.separate(
                        Phase.EXPAND,
                        "drop column " + column.name() + " of " + table.name() + " and the triggers that compute it",
                        ShadowBirth.block(statements),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                functionDropped(Phase.EXPAND));
    }

    private Step functionDropped(Phase phase) {
        return OwnSteps.separate(
                phase, "drop the function that computes " + column.name(), names().functionDropped(), Impact.NONE);
    }

    private ValueSource source() {
        return new ValueSource(table, value);
    }

    private ColumnTriggers names() {
        return ColumnTriggers.of("value", "zzzz_segue", table, column);
    }

    private SqlTemplate onTable(SqlTemplate template, SqlName trigger) {
        return template.with("table", table.name()).with("trigger", trigger);
    }

    private static String quoted(Column column) {
        return column.name().quoted(SqlSyntax.POSTGRESQL);
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
