package dev.segue.dialect.postgresql.catalog;

import dev.segue.ddl.DdlReader;
import dev.segue.jdbc.Row;
import dev.segue.schema.Remark;
import dev.segue.schema.TableFeatures.Policy;
import dev.segue.schema.TableFeatures.Publication;
import dev.segue.schema.TableFeatures.Statistics;
import dev.segue.schema.TableFeatures.Trigger;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** What watches over tables: triggers, policies, extended statistics and publications; and remarks on what hangs on them. */
record Attachments(ByRelation<Record> all) {

    /**
     * A trigger that a partition has from its parent is told with the parent. The words of a policy are put together here,
     * because the server has no function that does.
     */
    private static final SqlTemplate ATTACHMENTS = SqlTemplate.of("""
            WITH scope AS (
              SELECT unnest(?::oid[]) AS oid
            )
            SELECT trigger.tgrelid AS relation,
              'trigger' AS kind,
              NULL AS schema,
              trigger.tgname AS name,
              pg_get_triggerdef(trigger.oid) AS definition,
              trigger.tgenabled AS firing,
              {trigger_columns} AS columns
            FROM scope
              JOIN pg_trigger AS trigger ON trigger.tgrelid = scope.oid
            WHERE NOT trigger.tgisinternal
              AND trigger.tgparentid = 0
            UNION ALL
            SELECT policy.polrelid,
              'policy',
              NULL,
              policy.polname,
              concat(
                format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', policy.polname, namespace.nspname, relation.relname,
                  CASE WHEN policy.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                  CASE policy.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                  (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
                    FROM unnest(policy.polroles) AS role)),
                ' USING (' || pg_get_expr(policy.polqual, policy.polrelid) || ')',
                ' WITH CHECK (' || pg_get_expr(policy.polwithcheck, policy.polrelid) || ')'),
              NULL,
              NULL
            FROM scope
              JOIN pg_policy AS policy ON policy.polrelid = scope.oid
              JOIN pg_class AS relation ON relation.oid = policy.polrelid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
            UNION ALL
            SELECT statistics.stxrelid,
              'statistics',
              namespace.nspname,
              statistics.stxname,
              pg_get_statisticsobjdef(statistics.oid),
              NULL,
              {statistics_columns}
            FROM scope
              JOIN pg_statistic_ext AS statistics ON statistics.stxrelid = scope.oid
              JOIN pg_namespace AS namespace ON namespace.oid = statistics.stxnamespace
            UNION ALL
            SELECT published.relation,
              'publication',
              NULL,
              publication.pubname,
              published.row_filter,
              NULL,
              published.columns
            FROM (
                SELECT entry.prrelid AS relation, entry.prpubid AS publication, {row_filter} AS row_filter,
                  {published_columns} AS columns
                FROM scope
                  JOIN pg_publication_rel AS entry ON entry.prrelid = scope.oid
                UNION ALL
                SELECT relation.oid, publication.oid, NULL, NULL
                FROM scope
                  JOIN pg_class AS relation ON relation.oid = scope.oid
                  JOIN pg_publication AS publication
                    ON publication.puballtables
                    OR EXISTS ({schema_entry})
                WHERE relation.relkind IN ('r', 'p')
                  AND relation.relpersistence = 'p'
              ) AS published
              JOIN pg_publication AS publication ON publication.oid = published.publication
            UNION ALL
            SELECT rule.conrelid,
              'remark on a constraint',
              NULL,
              rule.conname,
              format('COMMENT ON CONSTRAINT %I ON %I.%I IS ', rule.conname, namespace.nspname, relation.relname) || {comment},
              NULL,
              NULL
            FROM scope
              JOIN pg_constraint AS rule ON rule.conrelid = scope.oid
              JOIN pg_class AS relation ON relation.oid = rule.conrelid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              JOIN pg_description AS said ON said.objoid = rule.oid AND said.classoid = 'pg_constraint'::regclass
            WHERE rule.contype IN ('p', 'u', 'x', 'f', 'c')
            UNION ALL
            SELECT key.indrelid,
              'remark on an index',
              NULL,
              index.relname,
              remark.statement,
              NULL,
              NULL
            FROM scope
              JOIN pg_index AS key ON key.indrelid = scope.oid
              JOIN pg_class AS index ON index.oid = key.indexrelid
              JOIN pg_class AS relation ON relation.oid = key.indrelid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              CROSS JOIN LATERAL (
                SELECT format('ALTER TABLE %I.%I REPLICA IDENTITY USING INDEX %I', namespace.nspname, relation.relname,
                    index.relname) AS statement
                WHERE key.indisreplident
                UNION ALL
                SELECT format('ALTER TABLE %I.%I CLUSTER ON %I', namespace.nspname, relation.relname, index.relname)
                WHERE key.indisclustered
                UNION ALL
                SELECT format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', namespace.nspname, index.relname,
                    attribute.attnum, attribute.attstattarget)
                FROM pg_attribute AS attribute
                WHERE key.indexprs IS NOT NULL
                  AND attribute.attrelid = index.oid
                  AND attribute.attstattarget >= 0
                UNION ALL
                SELECT format('COMMENT ON INDEX %I.%I IS ', namespace.nspname, index.relname) || {comment}
                FROM pg_description AS said
                WHERE said.objoid = index.oid
                  AND said.classoid = 'pg_class'::regclass
                  AND said.objsubid = 0
              ) AS remark
            ORDER BY 1, 2, 3, 4, 5
            """);

    /** Without a dollar sign, which could end the block of code that the words are kept in. */
    private static final String COMMENT = """
            concat('E''', replace(replace(replace(said.description, chr(92), repeat(chr(92), 2)), '''', ''''''),
              '$', chr(92) || 'x24'), '''')""";

    private static final String SCHEMA_ENTRY = """
            SELECT
            FROM pg_publication_namespace AS entry
            WHERE entry.pnpubid = publication.oid
              AND entry.pnnspid = relation.relnamespace
            """;

    static Attachments in(Catalog catalog) {
        SqlTemplate query = ATTACHMENTS
                .withSql("trigger_columns", Clause.columns("trigger.tgattr", "trigger.tgrelid"))
                .withSql("statistics_columns", Clause.columns("statistics.stxkeys", "statistics.stxrelid"))
                .withSql("row_filter", catalog.since(15, "pg_get_expr(entry.prqual, entry.prrelid)", "NULL"))
                .withSql(
                        "published_columns",
                        Clause.columns(catalog.since(15, "entry.prattrs", "NULL::int2[]"), "entry.prrelid"))
                .withSql("comment", COMMENT)
                .withSql("schema_entry", catalog.since(15, SCHEMA_ENTRY, "SELECT WHERE false"));
        return new Attachments(ByRelation.read(catalog, query, Attachments::read));
    }

    List<Trigger> triggers(long relation) {
        return of(relation, Trigger.class);
    }

    List<Policy> policies(long relation) {
        return of(relation, Policy.class);
    }

    List<Statistics> statistics(long relation) {
        return of(relation, Statistics.class);
    }

    List<Remark> remarks(long relation) {
        return of(relation, Remark.class);
    }

    List<Publication> publications(long relation) {
        return of(relation, Publication.class);
    }

    private <T extends Record> List<T> of(long relation, Class<T> kind) {
        return all.of(relation).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Record read(Row row) {
        SqlName name = SqlName.of(row.text("name"));
        List<SqlName> columns = Catalog.names(row, "columns");
        return switch (row.text("kind")) {
            case "trigger" -> new Trigger(name, row.text("definition"), row.text("firing"), columns);
            case "policy" -> new Policy(name, row.text("definition"));
            case "statistics" -> new Statistics(Catalog.name(row, "schema", "name"), row.text("definition"), columns);
            case "remark on a constraint" -> new Remark(Remark.Kind.CONSTRAINT, name, row.text("definition"));
            case "remark on an index" -> new Remark(Remark.Kind.INDEX, name, row.text("definition"));
            case "publication" ->
                new Publication(
                        name,
                        columns,
                        row.maybeText("definition")
                                .map(filter -> DdlReader.expression(filter).text()));
            default -> throw new IllegalStateException("an attachment of kind " + row.text("kind"));
        };
    }
}
