package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Triggers of the user that name the column, behind {@code UPDATE OF} or in their condition: they go by its number, and would
 * stay with it. While a column has two names, whoever changes either of them wakes them.
 */
record ShadowTriggers(ShadowColumn shadow) {

    private static final String PLAIN = "CREATE TRIGGER ";

    private static final String COLUMNS = " UPDATE OF ";

    private static final String ANY_TRIGGER = "CREATE TRIGGER t BEFORE UPDATE ON t FOR EACH ROW";

    private static final String CONDITION = " WHEN (";

    private static final String ACTION = " EXECUTE ";

    private static final String NO_BACKFILL = "current_setting('segue.backfill', true) IS DISTINCT FROM 'on'";

    private static final SqlTemplate DROP = SqlTemplate.of("DROP TRIGGER {trigger} ON {table}");

    private static final SqlTemplate FIRING = SqlTemplate.of("""
            ALTER TABLE {table}
              {firing} TRIGGER {trigger}
            """);

    List<TableFeatures.Trigger> concerned() {
        SqlName column = shadow.original().name();
        return shadow.table().known().map(Table::features).map(TableFeatures::triggers).orElse(List.of()).stream()
                .filter(trigger -> trigger.columns().contains(column)
                        || ColumnReferences.inDefinition(trigger.definition()).mention(column))
                .toList();
    }

    /**
     * A trigger that comes before the mirror does not see yet under the old name what the new application writes, so its
     * condition would not hold. Whether its function minds is looked at by {@link TriggerFunctions}.
     */
    List<TableFeatures.Trigger> lost() {
        return concerned().stream()
                .filter(trigger -> !shadow.isRenamedInTheEnd()
                        && trigger.definition().contains(" BEFORE ")
                        && trigger.definition().contains(" FOR EACH ROW ")
                        && isConditional(trigger.definition()))
                .toList();
    }

    private boolean isConditional(String definition) {
        int condition = definition.indexOf(CONDITION);
        return condition >= 0
                && ColumnReferences.inDefinition(ANY_TRIGGER + definition.substring(condition))
                        .mention(shadow.original().name());
    }

    /** Both names wake them from now on, but not the backfill, which changes nothing that was not there. */
    List<String> birth() {
        List<String> statements = new ArrayList<>();
        for (TableFeatures.Trigger trigger : withTwoNames()) {
            String added = shadow.name().quoted(SqlSyntax.POSTGRESQL) + ", ";
            String definition = trigger.definition();
            int list = definition.indexOf(COLUMNS) + COLUMNS.length();
            remake(trigger, guarded(definition.substring(0, list) + added + definition.substring(list)), statements);
        }
        return statements;
    }

    private static String guarded(String definition) {
        return definition.contains(CONDITION)
                ? definition.replace(CONDITION, CONDITION + NO_BACKFILL + " AND ")
                : definition.replace(ACTION, CONDITION + NO_BACKFILL + ")" + ACTION);
    }

    List<String> retreat() {
        List<String> statements = new ArrayList<>();
        withTwoNames().forEach(trigger -> remake(trigger, trigger.definition(), statements));
        return statements;
    }

    /** To be run once the shadow has its last name. */
    List<String> switched() {
        List<String> statements = new ArrayList<>();
        Map<SqlName, SqlName> names = Map.of(shadow.original().name(), shadow.finalName());
        for (TableFeatures.Trigger trigger : concerned()) {
            remake(trigger, ColumnReferences.inDefinition(trigger.definition()).renamed(names), statements);
        }
        return statements;
    }

    private List<TableFeatures.Trigger> withTwoNames() {
        return concerned().stream()
                .filter(trigger -> !shadow.isRenamedInTheEnd())
                .filter(trigger -> trigger.columns().contains(shadow.original().name()))
                .toList();
    }

    private void remake(TableFeatures.Trigger trigger, String definition, List<String> statements) {
        if (definition.startsWith(PLAIN)) {
            statements.add("CREATE OR REPLACE TRIGGER " + definition.substring(PLAIN.length()));
        } else {
            statements.add(sql(DROP, trigger));
            statements.add(definition);
        }
        String firing = switch (trigger.firing()) {
            case "D" -> "DISABLE";
            case "A" -> "ENABLE ALWAYS";
            case "R" -> "ENABLE REPLICA";
            default -> "";
        };
        if (!firing.isEmpty()) {
            statements.add(sql(FIRING.withSql("firing", firing), trigger));
        }
    }

    private String sql(SqlTemplate template, TableFeatures.Trigger trigger) {
        return template.with("table", shadow.table().name())
                .with("trigger", trigger.name())
                .sql(SqlSyntax.POSTGRESQL);
    }
}
