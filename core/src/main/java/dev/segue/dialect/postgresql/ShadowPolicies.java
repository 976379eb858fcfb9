package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;
import java.util.Map;

/** The rules about who sees which rows, told again for the column that takes the place of another one. */
record ShadowPolicies(ShadowColumn shadow) {

    private static final SqlTemplate ALTER = SqlTemplate.of("""
            ALTER POLICY {policy} ON {table}
              {conditions}
            """);

    List<TableFeatures.Policy> concerned() {
        SqlName column = shadow.original().name();
        return shadow.table().known().map(Table::features).map(TableFeatures::policies).orElse(List.of()).stream()
                .filter(policy ->
                        ColumnReferences.inDefinition(policy.definition()).mention(column))
                .toList();
    }

    /** To be run once the shadow has its last name. */
    List<String> switched() {
        return concerned().stream().map(this::altered).toList();
    }

    private String altered(TableFeatures.Policy policy) {
        String definition = ColumnReferences.inDefinition(policy.definition())
                .renamed(Map.of(shadow.original().name(), shadow.finalName()));
        int using = definition.indexOf(" USING (");
        int conditions = using >= 0 ? using : definition.indexOf(" WITH CHECK (");
        return ALTER.with("policy", policy.name())
                .with("table", shadow.table().name())
                .withSql("conditions", definition.substring(conditions).strip())
                .sql(SqlSyntax.POSTGRESQL);
    }
}
