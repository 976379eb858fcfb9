package dev.segue.dialect.postgresql.catalog;

import dev.segue.schema.Domain;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** All domains; their rules are also those of the domains that they are made of. */
final class Domains {

    private static final SqlTemplate DOMAINS = SqlTemplate.of("""
            WITH RECURSIVE layer AS (
              SELECT oid AS domain, oid, typbasetype, typtypmod, typnotnull
              FROM pg_type
              WHERE typtype = 'd'
              UNION ALL
              SELECT layer.domain, type.oid, type.typbasetype, type.typtypmod, type.typnotnull
              FROM layer
                JOIN pg_type AS type ON type.oid = layer.typbasetype AND type.typtype = 'd'
            )
            SELECT namespace.nspname AS schema,
              domain.typname AS name,
              (
                SELECT format_type(layer.typbasetype, layer.typtypmod)
                FROM layer
                  JOIN pg_type AS base ON base.oid = layer.typbasetype AND base.typtype <> 'd'
                WHERE layer.domain = domain.oid
              ) AS base,
              NOT (SELECT bool_or(typnotnull) FROM layer WHERE layer.domain = domain.oid) AS allows_null,
              EXISTS (
                SELECT
                FROM layer
                WHERE layer.domain = domain.oid
                  AND (layer.typnotnull OR EXISTS (SELECT FROM pg_constraint WHERE contypid = layer.oid))
              ) AS has_rules
            FROM pg_type AS domain
              JOIN pg_namespace AS namespace ON namespace.oid = domain.typnamespace
            WHERE domain.typtype = 'd'
              AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY namespace.nspname, domain.typname
            """);

    private Domains() {}

    static List<Domain> in(Catalog catalog) {
        return catalog.session()
                .query(
                        DOMAINS.sql(SqlSyntax.POSTGRESQL),
                        row -> new Domain(
                                Catalog.name(row, "schema", "name"),
                                DataType.of(row.text("base")),
                                row.flag("has_rules"),
                                row.flag("allows_null")));
    }
}
