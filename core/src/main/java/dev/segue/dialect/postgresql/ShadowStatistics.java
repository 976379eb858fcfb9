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

/** Statistics over several columns are made anew for the shadow; the next ANALYZE fills them. */
record ShadowStatistics(ShadowColumn shadow) {

    private static final SqlTemplate DROP = SqlTemplate.of("DROP STATISTICS IF EXISTS {statistics}");

    List<String> statements() {
        List<String> statements = new ArrayList<>();
        Map<SqlName, SqlName> names = Map.of(shadow.original().name(), shadow.name());
        for (TableFeatures.Statistics statistics : shadow.table()
                .known()
                .map(Table::features)
                .map(TableFeatures::statistics)
                .orElse(List.of())) {
            ColumnReferences references = ColumnReferences.inDefinition(statistics.definition());
            if (references.mention(shadow.original().name())) {
                statements.add(DROP.with("statistics", statistics.name()).sql(SqlSyntax.POSTGRESQL));
                statements.add(references.renamed(names));
            }
        }
        return statements;
    }
}
