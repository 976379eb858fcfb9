package dev.segue.dialect.postgresql;

import dev.segue.schema.View;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets views show the shadow instead of the original. They go by the number of the column, not by its name; so the original
 * is called like the shadow for a moment, the database prints the view, and reads it again when the shadow has its name back.
 */
record ShadowViews(ShadowColumn shadow) {

    private static final SqlTemplate REPLACE = SqlTemplate.of("""
            DECLARE
                query text;
              BEGIN
                ALTER TABLE {table}
                  RENAME COLUMN {shadow} TO {aside};
                ALTER TABLE {table}
                  RENAME COLUMN {original} TO {shadow};
                query := pg_get_viewdef({view_text}::regclass);
                ALTER TABLE {table}
                  RENAME COLUMN {shadow} TO {original};
                ALTER TABLE {table}
                  RENAME COLUMN {aside} TO {shadow};
                EXECUTE {create} || query;
              END
            """);

    private static final SqlTemplate CREATE = SqlTemplate.of("CREATE OR REPLACE VIEW {view} {options} AS ");

    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (View view : showing(shadow)) {
            String create = CREATE.with("view", view.name())
                    .withSql("options", view.options().isEmpty() ? "" : "WITH (" + view.options() + ")")
                    .sql(SqlSyntax.POSTGRESQL);
            statements.add(REPLACE.with("table", shadow.table().name())
                    .with("shadow", shadow.name())
                    .with("original", shadow.original().name())
                    .with("aside", GeneratedName.of("segue_aside", shadow.name().text()))
                    .withLiteral("view_text", view.name().quoted(SqlSyntax.POSTGRESQL))
                    .withLiteral("create", create + " ")
                    .sql(SqlSyntax.POSTGRESQL)
                    .strip());
        }
        return statements;
    }

    static List<View> showing(ShadowColumn shadow) {
        return shadow.table().context().schema().views().stream()
                .filter(view -> view.uses().stream()
                        .anyMatch(use -> use.column()
                                        .filter(column -> column.isSameAs(
                                                shadow.original().name(), SqlSyntax.POSTGRESQL))
                                        .isPresent()
                                && shadow.table()
                                        .context()
                                        .schema()
                                        .table(use.relation())
                                        .equals(shadow.table().known())))
                .toList();
    }
}
