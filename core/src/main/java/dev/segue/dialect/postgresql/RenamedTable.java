package dev.segue.dialect.postgresql;

import dev.segue.dialect.RecipeProblem;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Privilege;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table that goes by another name, and a view through which the old application works on under the old one. Both come in
 * one transaction, so that no statement of either application ever finds neither.
 */
final class RenamedTable {

    private static final SqlTemplate RENAME_WITH_VIEW = SqlTemplate.of("""
            DO $segue$
            BEGIN
              {rename}
              CREATE VIEW {old_name}{options} AS
                SELECT {columns}
                FROM {new_name};{rights}
            END
            $segue$
            """);

    private static final SqlTemplate DROP_VIEW = SqlTemplate.of("""
            DROP VIEW IF EXISTS {old_name}
            """);

    private static final SqlTemplate RENAME_BACK = SqlTemplate.of("""
            DO $segue$
            BEGIN
              IF EXISTS (SELECT FROM pg_class WHERE oid = to_regclass({old_text}) AND relkind = 'v') THEN
                DROP VIEW {old_name};
              END IF;
              IF to_regclass({old_text}) IS NULL THEN
                {rename_back}
              END IF;
            END
            $segue$
            """);

    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TABLE {table} RENAME TO {new_name};");

    private static final SqlTemplate MOVE = SqlTemplate.of("ALTER TABLE {table} SET SCHEMA {new_schema};");

    private static final SqlTemplate OWNER = SqlTemplate.of("ALTER VIEW {view} OWNER TO {owner};");

    /** Since this version a view can leave it to the rights of whoever uses it. */
    private static final int FIRST_WITH_INVOKER = 15;

    private final LiveTable table;
    private final Table known;
    private final TableName newName;

    RenamedTable(LiveTable table, Table known, TableName newName) {
        this.table = table;
        this.known = known;
        this.newName = newName;
    }

    Recipe recipe(String summary) {
        boolean hasInvoker = table.context().databaseVersion() >= FIRST_WITH_INVOKER;
        boolean isSecured = known.features().rowSecurity() != TableFeatures.RowSecurity.OFF;
        if (isSecured && !hasInvoker) {
            throw RecipeProblem.ROW_SECURITY_BEHIND_VIEW.with(
                    "the old application would see all rows of " + table.name()
                            + " through the view that keeps the old name, because row security works through a view only"
                            + " since PostgreSQL 15",
                    "write `-- segue:verbatim` before the statement to rename it at once, when the old application is"
                            + " gone");
        }
        Step renamed = OwnSteps.separate(
                Phase.EXPAND,
                summary + ", with a view under the old name",
                RENAME_WITH_VIEW
                        .withSql("rename", moved(table.name(), newName))
                        .with("old_name", table.name())
                        .withSql("options", hasInvoker ? " WITH (security_invoker = true)" : "")
                        .with(
                                "columns",
                                known.columns().stream().map(Column::name).toList())
                        .with("new_name", newName)
                        .withSql("rights", rights()),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
        Step viewDropped = OwnSteps.separate(
                Phase.CONTRACT,
                "drop the view under the old name " + table.name(),
                DROP_VIEW.with("old_name", table.name()),
                Impact.moment(table.name(), LockLevel.ACCESS_EXCLUSIVE));
        Step back = OwnSteps.separate(
                Phase.EXPAND,
                "give " + newName + " its old name " + table.name() + " again",
                RENAME_BACK
                        .withLiteral("old_text", table.name().quoted(SqlSyntax.POSTGRESQL))
                        .with("old_name", table.name())
                        .withSql("rename_back", moved(newName, table.name())),
                Impact.moment(newName, LockLevel.ACCESS_EXCLUSIVE));
        return Recipe.of(List.of(renamed, viewDropped), List.of(back));
    }

    private static String moved(TableName from, TableName to) {
        SqlTemplate template = from.name().equals(to.name())
                ? MOVE.with("table", from).with("new_schema", to.schema().orElseThrow())
                : RENAME.with("table", from).with("new_name", to.name());
        return template.sql(SqlSyntax.POSTGRESQL);
    }

    /** Whoever may use the table may use it under its old name too. */
    private String rights() {
        List<String> statements = new ArrayList<>();
        known.features()
                .owner()
                .ifPresent(owner -> statements.add(OWNER.with("view", table.name())
                        .with("owner", SqlName.of(owner))
                        .sql(SqlSyntax.POSTGRESQL)));
        Optional<String> owner = known.features().owner();
        known.features().privileges().stream()
                .filter(privilege -> !owner.equals(Optional.of(privilege.grantee())))
                .forEach(privilege -> statements.add(granted(privilege, "")));
        columnRights()
                .forEach((privilege, columns) -> statements.add(granted(
                        privilege,
                        columns.stream()
                                .map(column -> column.quoted(SqlSyntax.POSTGRESQL))
                                .collect(Collectors.joining(", ", " (", ")")))));
        return statements.stream().map(statement -> "\n  " + statement).collect(Collectors.joining());
    }

    private Map<Privilege, List<SqlName>> columnRights() {
        Map<Privilege, List<SqlName>> columns = new LinkedHashMap<>();
        for (Column column : known.columns()) {
            for (Privilege privilege : column.features().privileges()) {
                columns.computeIfAbsent(privilege, none -> new ArrayList<>()).add(column.name());
            }
        }
        return columns;
    }

    private String granted(Privilege privilege, String columns) {
        String grantee = privilege.grantee().equals("PUBLIC")
                ? "PUBLIC"
                : SqlName.of(privilege.grantee()).quoted(SqlSyntax.POSTGRESQL);
        return "GRANT " + privilege.action() + columns + " ON " + table.name().quoted(SqlSyntax.POSTGRESQL) + " TO "
                + grantee + (privilege.isGrantable() ? " WITH GRANT OPTION;" : ";");
    }
}
