package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.sql.TableName;
import java.util.Set;

/**
 * What of a database is read.
 *
 * @param relations the identifiers of tables, views and sequences, as an array of oid in text
 * @param enums the identifiers of enums besides those that columns of the relations use, in the same form
 */
record Scope(String relations, String enums) {

    private static final String EVERYTHING = """
            WITH ours AS (
              SELECT oid
              FROM pg_namespace
              WHERE nspname NOT LIKE 'pg\\_%'
                AND nspname NOT IN ('information_schema', 'segue', 'segue_trash')
            )
            SELECT ARRAY(
                SELECT relation.oid
                FROM pg_class AS relation
                  JOIN ours ON ours.oid = relation.relnamespace
                WHERE relation.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
                  AND relation.relpersistence <> 't'
                  AND NOT EXISTS (
                    SELECT
                    FROM pg_depend AS membership
                    WHERE membership.classid = 'pg_class'::regclass
                      AND membership.objid = relation.oid
                      AND membership.deptype = 'e')
              )::text AS relations,
              ARRAY(
                SELECT type.oid
                FROM pg_type AS type
                  JOIN ours ON ours.oid = type.typnamespace
                WHERE type.typtype = 'e'
                  AND NOT EXISTS (
                    SELECT
                    FROM pg_depend AS membership
                    WHERE membership.classid = 'pg_type'::regclass
                      AND membership.objid = type.oid
                      AND membership.deptype = 'e')
              )::text AS enums
            """;

    private static final String AROUND = """
            WITH RECURSIVE wanted AS (
              SELECT schema::name, name::name
              FROM unnest(?::text[], ?::text[]) AS wanted (schema, name)
            ),
            searched AS (
              SELECT namespace.oid, path.place
              FROM unnest(?::text[]) WITH ORDINALITY AS path (schema, place)
                JOIN pg_namespace AS namespace ON namespace.nspname = path.schema
            ),
            named AS (
              SELECT DISTINCT ON (wanted.schema, wanted.name) relation.oid, relation.relkind
              FROM wanted
                JOIN pg_class AS relation ON relation.relname = wanted.name
                JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
                LEFT JOIN searched ON searched.oid = namespace.oid
              WHERE CASE WHEN wanted.schema = '' THEN searched.place IS NOT NULL
                ELSE namespace.nspname = wanted.schema END
              ORDER BY wanted.schema, wanted.name, searched.place
            ),
            named_enum AS (
              SELECT DISTINCT ON (wanted.schema, wanted.name) type.oid, type.typtype
              FROM wanted
                JOIN pg_type AS type ON type.typname = wanted.name
                JOIN pg_namespace AS namespace ON namespace.oid = type.typnamespace
                LEFT JOIN searched ON searched.oid = namespace.oid
              WHERE CASE WHEN wanted.schema = '' THEN searched.place IS NOT NULL
                ELSE namespace.nspname = wanted.schema END
              ORDER BY wanted.schema, wanted.name, searched.place
            ),
            type_of_enum AS (
              SELECT oid
              FROM named_enum
              WHERE typtype = 'e'
              UNION
              SELECT type.oid
              FROM type_of_enum
                JOIN pg_type AS type ON type_of_enum.oid IN (type.typelem, type.typbasetype)
            ),
            root AS (
              SELECT oid
              FROM named
              UNION
              SELECT key.indrelid
              FROM named
                JOIN pg_index AS key ON key.indexrelid = named.oid
              UNION
              SELECT attribute.attrelid
              FROM type_of_enum
                JOIN pg_attribute AS attribute ON attribute.atttypid = type_of_enum.oid
            ),
            kin AS (
              SELECT oid
              FROM root
              UNION
              SELECT relative.oid
              FROM kin
                CROSS JOIN LATERAL (
                  SELECT inhparent FROM pg_inherits WHERE inhrelid = kin.oid
                  UNION ALL
                  SELECT inhrelid FROM pg_inherits WHERE inhparent = kin.oid
                ) AS relative (oid)
            ),
            neighbour AS (
              SELECT oid
              FROM kin
              UNION
              SELECT foreign_key.confrelid
              FROM kin
                JOIN pg_constraint AS foreign_key ON foreign_key.conrelid = kin.oid
              WHERE foreign_key.contype = 'f'
              UNION
              SELECT foreign_key.conrelid
              FROM kin
                JOIN pg_constraint AS foreign_key ON foreign_key.confrelid = kin.oid
              WHERE foreign_key.contype = 'f'
            ),
            family AS (
              SELECT oid
              FROM neighbour
              UNION
              SELECT relative.oid
              FROM family
                CROSS JOIN LATERAL (
                  SELECT inhparent FROM pg_inherits WHERE inhrelid = family.oid
                  UNION ALL
                  SELECT inhrelid FROM pg_inherits WHERE inhparent = family.oid
                ) AS relative (oid)
            ),
            onlooker AS (
              SELECT oid
              FROM family
              UNION
              SELECT rule.ev_class
              FROM onlooker
                JOIN pg_depend AS use ON use.refclassid = 'pg_class'::regclass AND use.refobjid = onlooker.oid
                JOIN pg_rewrite AS rule ON use.classid = 'pg_rewrite'::regclass AND rule.oid = use.objid
                JOIN pg_class AS view ON view.oid = rule.ev_class
              WHERE view.relkind IN ('v', 'm')
            )
            SELECT ARRAY(
                SELECT relation.oid
                FROM onlooker
                  JOIN pg_class AS relation ON relation.oid = onlooker.oid
                  JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
                WHERE relation.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
                  AND relation.relpersistence <> 't'
                  AND namespace.nspname NOT LIKE 'pg\\_%'
                  AND namespace.nspname <> 'information_schema'
              )::text AS relations,
              ARRAY(SELECT oid FROM named_enum WHERE typtype = 'e')::text AS enums
            """;

    static Scope of(Session session, SearchPath path, Set<TableName> names) {
        if (names.isEmpty()) {
            return session.query(EVERYTHING, Scope::read).get(0);
        }
        String[] schemas = names.stream()
                .map(name -> name.schema().map(schema -> schema.text()).orElse(""))
                .toArray(String[]::new);
        String[] own = names.stream().map(name -> name.name().text()).toArray(String[]::new);
        String[] searched = path.searched().toArray(String[]::new);
        return session.query(AROUND, Scope::read, schemas, own, searched).get(0);
    }

    private static Scope read(Row row) {
        return new Scope(row.text("relations"), row.text("enums"));
    }
}
