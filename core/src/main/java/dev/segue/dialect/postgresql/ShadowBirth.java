package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.ddl.DdlWriter;
import dev.segue.operation.Phase;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Privilege;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one transaction in which a shadow comes into being together with its mirror, and the one that takes both away. */
record ShadowBirth(ShadowColumn shadow) {

    private static final SqlTemplate BLOCK = SqlTemplate.of("""
            DO $segue$
            BEGIN
            {statements}
            END
            $segue$
            """);

    private static final SqlTemplate ADD_COLUMN = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD COLUMN {definition}
            """);

    /** Not as a part of the column's definition: rows that are there would seem to hold it already. */
    private static final SqlTemplate SET_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET DEFAULT {value}
            """);

    private static final SqlTemplate SET_STATISTICS = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET STATISTICS {target}
            """);

    private static final SqlTemplate SET_STORAGE = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET STORAGE {storage}
            """);

    private static final SqlTemplate COMMENT = SqlTemplate.of("""
            COMMENT ON COLUMN {table}.{column} IS {comment}
            """);

    private static final SqlTemplate GRANT = SqlTemplate.of("""
            GRANT {action} ({column}) ON {table} TO {grantee} {option}
            """);

    /** Its list of columns cannot be changed, only given anew. */
    private static final SqlTemplate PUBLISH_NO_MORE = SqlTemplate.of("""
            ALTER PUBLICATION {publication} DROP TABLE {table}
            """);

    private static final SqlTemplate PUBLISH = SqlTemplate.of("""
            ALTER PUBLICATION {publication} ADD TABLE {table} {columns} {filter}
            """);

    private static final SqlTemplate DROP_COLUMN = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP COLUMN IF EXISTS {column}
            """);

    Step step() {
        List<String> statements = new ArrayList<>();
        statements.add(sql(ADD_COLUMN
                .with("table", shadow.table().name())
                .withSql(
                        "definition",
                        DdlWriter.columnDefinition(shadow.copy()
                                .withDefault(Optional.empty())
                                .withComment(Optional.empty())
                                .withFeatures(shadow.copy().features().withStorage(Optional.empty()))))));
        shadow.copy()
                .defaultValue()
                .ifPresent(value -> statements.add(sql(onColumn(SET_DEFAULT).withSql("value", value.text()))));
        ColumnFeatures features = shadow.original().features();
        shadow.copy()
                .features()
                .storage()
                .ifPresent(storage -> statements.add(sql(onColumn(SET_STORAGE).withSql("storage", storage))));
        features.statistics()
                .ifPresent(target ->
                        statements.add(sql(onColumn(SET_STATISTICS).withSql("target", String.valueOf(target)))));
        shadow.original()
                .comment()
                .ifPresent(text -> statements.add(sql(onColumn(COMMENT).withLiteral("comment", text))));
        features.privileges().forEach(privilege -> statements.add(granted(privilege)));
        statements.addAll(shadow.mirror().creation());
        statements.addAll(new ShadowTriggers(shadow).birth());
        publications().forEach(publication -> statements.addAll(published(publication, true)));
        return OwnSteps.separate(
                Phase.EXPAND,
                "add " + shadow.name() + " to " + shadow.table().name() + ", kept equal to "
                        + shadow.original().name() + " by a trigger",
                block(statements),
                shadow.table().moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    Step undone() {
        List<String> statements = new ArrayList<>();
        publications().forEach(publication -> statements.addAll(published(publication, false)));
        statements.addAll(shadow.mirror().removal());
        statements.addAll(new ShadowTriggers(shadow).retreat());
        statements.add(sql(onColumn(DROP_COLUMN)));
        return OwnSteps.separate(
                Phase.EXPAND,
                "take " + shadow.name() + " of " + shadow.table().name() + " and its trigger away",
                block(statements),
                shadow.table().moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    private String granted(Privilege privilege) {
        return sql(onColumn(GRANT)
                .withSql("action", privilege.action())
                .withSql(
                        "grantee",
                        privilege.grantee().equals("PUBLIC")
                                ? "PUBLIC"
                                : SqlName.of(privilege.grantee()).quoted(SqlSyntax.POSTGRESQL))
                .withSql("option", privilege.isGrantable() ? "WITH GRANT OPTION" : ""));
    }

    /** Those that publish some columns only, the original among them. */
    private List<TableFeatures.Publication> publications() {
        return shadow.table().known().map(Table::features).map(TableFeatures::publications).orElse(List.of()).stream()
                .filter(publication ->
                        publication.columns().contains(shadow.original().name()))
                .toList();
    }

    private List<String> published(TableFeatures.Publication publication, boolean withShadow) {
        List<SqlName> columns = new ArrayList<>(publication.columns());
        if (withShadow) {
            columns.add(shadow.name());
        }
        return republished(shadow, publication, columns);
    }

    private static List<String> republished(
            ShadowColumn shadow, TableFeatures.Publication publication, List<SqlName> columns) {
        return republished(shadow, publication, columns, Map.of());
    }

    /** @param newNames of columns in the filter */
    static List<String> republished(
            ShadowColumn shadow,
            TableFeatures.Publication publication,
            List<SqlName> columns,
            Map<SqlName, SqlName> newNames) {
        String list = columns.stream()
                .map(column -> column.quoted(SqlSyntax.POSTGRESQL))
                .collect(Collectors.joining(", ", "(", ")"));
        String filter = publication
                .rowFilter()
                .map(condition -> "WHERE ("
                        + ColumnReferences.in(SqlExpression.of(condition)).renamed(newNames) + ")")
                .orElse("");
        return List.of(
                sql(PUBLISH_NO_MORE
                        .with("publication", publication.name())
                        .with("table", shadow.table().name())),
                sql(PUBLISH.with("publication", publication.name())
                        .with("table", shadow.table().name())
                        .withSql("columns", columns.isEmpty() ? "" : list)
                        .withSql("filter", filter)));
    }

    private SqlTemplate onColumn(SqlTemplate template) {
        return template.with("table", shadow.table().name()).with("column", shadow.name());
    }

    static SqlTemplate block(List<String> statements) {
        return BLOCK.withSql("statements", joined(statements));
    }

    /** Line by line as they are: a comment or a default may have several lines of its own. */
    private static String joined(List<String> statements) {
        return statements.stream().map(statement -> statement.strip() + ";").collect(Collectors.joining("\n"));
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL).strip();
    }
}
