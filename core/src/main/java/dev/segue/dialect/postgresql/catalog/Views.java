package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.schema.Index;
import dev.segue.schema.View;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Views and materialized views. */
final class Views {

    private static final SqlTemplate VIEWS = SqlTemplate.of("""
            SELECT relation.oid AS relation,
              namespace.nspname AS schema,
              relation.relname AS name,
              relation.relkind = 'm' AS is_materialized,
              ARRAY(
                SELECT attribute.attname::text
                FROM pg_attribute AS attribute
                WHERE attribute.attrelid = relation.oid
                  AND attribute.attnum > 0
                  AND NOT attribute.attisdropped
                ORDER BY attribute.attnum) AS columns,
              rtrim(pg_get_viewdef(relation.oid), ';') AS query,
              {options} AS options,
              used.schemas AS used_schemas,
              used.relations AS used_relations,
              used.columns AS used_columns,
              {privileges} AS privileges,
              pg_get_userbyid(relation.relowner) AS owner,
              obj_description(relation.oid, 'pg_class') AS comment
            FROM unnest(?::oid[]) AS scope (oid)
              JOIN pg_class AS relation ON relation.oid = scope.oid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              CROSS JOIN LATERAL (
                SELECT array_agg(use.schema::text ORDER BY use) AS schemas,
                  array_agg(use.relation::text ORDER BY use) AS relations,
                  array_agg(coalesce(use.name, '')::text ORDER BY use) AS columns
                FROM (
                  SELECT DISTINCT other_namespace.nspname AS schema, other.relname AS relation, attribute.attnum AS number,
                    attribute.attname AS name
                  FROM pg_rewrite AS rule
                    JOIN pg_depend AS dependency
                      ON dependency.classid = 'pg_rewrite'::regclass
                      AND dependency.objid = rule.oid
                      AND dependency.refclassid = 'pg_class'::regclass
                      AND dependency.refobjid <> rule.ev_class
                    JOIN pg_class AS other
                      ON other.oid = dependency.refobjid
                      AND other.relkind IN ('r', 'p', 'f', 'v', 'm')
                    JOIN pg_namespace AS other_namespace ON other_namespace.oid = other.relnamespace
                    LEFT JOIN pg_attribute AS attribute
                      ON attribute.attrelid = dependency.refobjid
                      AND attribute.attnum = dependency.refobjsubid
                      AND dependency.refobjsubid <> 0
                  WHERE rule.ev_class = relation.oid
                ) AS use
              ) AS used
            WHERE relation.relkind IN ('v', 'm')
              AND pg_get_viewdef(relation.oid) IS NOT NULL
            ORDER BY namespace.nspname, relation.relname
            """)
            .withSql("options", Clause.options("relation.reloptions"))
            .withSql("privileges", Clause.privileges("relation.relacl", "relation.relowner"));

    private Views() {}

    static List<View> in(Catalog catalog, ByRelation<Index> indexes) {
        return catalog.query(VIEWS, row -> read(row, indexes.of(row.number("relation"))));
    }

    private static View read(Row row, List<Index> indexes) {
        return new View(
                Catalog.name(row, "schema", "name"),
                row.flag("is_materialized"),
                Catalog.names(row, "columns"),
                row.text("query").strip(),
                row.maybeText("options").orElse(""),
                uses(row),
                indexes,
                Clause.privileges(row, "privileges"),
                row.maybeText("owner"),
                row.maybeText("comment"));
    }

    private static List<View.Use> uses(Row row) {
        List<String> schemas = row.texts("used_schemas");
        List<String> relations = row.texts("used_relations");
        List<String> columns = row.texts("used_columns");
        List<View.Use> uses = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            uses.add(new View.Use(
                    TableName.of(schemas.get(i), relations.get(i)),
                    Optional.of(columns.get(i)).filter(name -> !name.isEmpty()).map(SqlName::of)));
        }
        return uses;
    }
}
