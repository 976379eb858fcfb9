package dev.segue.dialect.postgresql.catalog;

import dev.segue.schema.EnumType;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** The enums in scope, and those that columns in scope are made of: arrays and domains of them too. */
final class Enums {

    private static final SqlTemplate ENUMS = SqlTemplate.of("""
            WITH RECURSIVE used AS (
              SELECT attribute.atttypid AS oid
              FROM unnest(?::oid[]) AS scope (oid)
                JOIN pg_attribute AS attribute ON attribute.attrelid = scope.oid
              WHERE attribute.attnum > 0
                AND NOT attribute.attisdropped
              UNION
              SELECT part.oid
              FROM used
                JOIN pg_type AS type ON type.oid = used.oid
                CROSS JOIN LATERAL (VALUES (type.typelem), (type.typbasetype)) AS part (oid)
              WHERE part.oid <> 0
            )
            SELECT namespace.nspname AS schema,
              type.typname AS name,
              ARRAY(
                SELECT label.enumlabel::text
                FROM pg_enum AS label
                WHERE label.enumtypid = type.oid
                ORDER BY label.enumsortorder) AS labels,
              obj_description(type.oid, 'pg_type') AS comment
            FROM pg_type AS type
              JOIN pg_namespace AS namespace ON namespace.oid = type.typnamespace
            WHERE type.typtype = 'e'
              AND (type.oid IN (SELECT oid FROM used) OR type.oid IN (SELECT unnest(?::oid[])))
            ORDER BY namespace.nspname, type.typname
            """);

    private Enums() {}

    static List<EnumType> in(Catalog catalog) {
        return catalog.session()
                .query(
                        ENUMS.sql(SqlSyntax.POSTGRESQL),
                        row -> new EnumType(
                                Catalog.name(row, "schema", "name"), row.texts("labels"), row.maybeText("comment")),
                        catalog.scope().relations(),
                        catalog.scope().enums());
    }
}
