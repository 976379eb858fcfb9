package dev.segue.schema;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A view.
 *
 * @param query as the database prints it, without a semicolon
 * @param options what stands in {@code WITH (…)} before {@code AS}; may be empty
 * @param uses what it depends on, of tables and other views
 * @param indexes of a materialized view
 */
public record View(
        TableName name,
        boolean isMaterialized,
        List<SqlName> columns,
        String query,
        String options,
        List<Use> uses,
        List<Index> indexes,
        List<Privilege> privileges,
        Optional<String> owner,
        Optional<String> comment) {

    public View {
        columns = List.copyOf(columns);
        uses = List.copyOf(uses);
        indexes = List.copyOf(indexes);
        privileges = List.copyOf(privileges);
    }

    /**
     * What a view cannot do without.
     *
     * @param column empty where it uses the relation, but no column of it by name, such as in {@code count(*)}
     */
    public record Use(TableName relation, Optional<SqlName> column) {}
}
