package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;

/**
 * How a view or a sequence goes: it is dropped, and the trash is told how it is made, and what was said about it that a
 * downgrade in its own words need not repeat: owner, rights, comments, defaults of columns, how far a sequence came. That is
 * asked of the database in the same transaction. Rules, triggers and indexes are things of their own, which a downgrade makes.
 */
record DroppedRelation(PlanningContext context, TrashedObject.Kind kind, boolean isMaterialized, TableName name) {

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DO $segue$
            DECLARE
              going regclass := to_regclass({name_text});
            {values}
            BEGIN
              {trash_creation};
              IF going IS NOT NULL THEN
                {counting}INSERT INTO segue.trash
                  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
                SELECT {revision}, {kind}, n.nspname, c.relname, c.relname, n.nspname, c.relname, c.relname,
                  concat((
                    SELECT string_agg(said.statement, E';\\n' ORDER BY said.place, said.statement)
                    FROM (
            {definition}
            {remarks}
                    ) AS said
                  ), format(E';\\nDELETE FROM segue.trash WHERE revision = %L AND kind = %L AND table_schema = %L AND table_name = %L',
                    {revision}, {kind}, n.nspname, c.relname)),
                  {remark}
                FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = going;
              END IF;
              {drop};
            END
            $segue$
            """);

    private static final String VIEW = """
                      SELECT 1 AS place, concat('CREATE {words} ', format('%I.%I', n.nspname, c.relname),
                        ' WITH (' || array_to_string(c.reloptions, ', ') || ')', ' AS ', rtrim(pg_get_viewdef(c.oid), ';'),
                        CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' WITH NO DATA' END) AS statement
                      UNION ALL
                      SELECT 5, format('ALTER {words} %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,
                        pg_get_expr(d.adbin, d.adrelid))
                      FROM pg_attrdef d
                        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                      WHERE d.adrelid = c.oid
            """;

    private static final String SEQUENCE = """
                      SELECT 1 AS place, format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s'
                        ' CACHE %s%s', n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax,
                        s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' END) AS statement
                      FROM pg_sequence s
                      WHERE s.seqrelid = c.oid
                      UNION ALL
                      SELECT 5, format('SELECT setval(%L, %s, %L)', format('%I.%I', n.nspname, c.relname), counted, was_called)
            """;

    private static final String REMARKS = """
                      UNION ALL
                      SELECT 2, format('ALTER {words} %I.%I OWNER TO %I', n.nspname, c.relname, pg_get_userbyid(c.relowner))
                      UNION ALL
                      SELECT 3, format('REVOKE ALL ON %I.%I FROM %s', n.nspname, c.relname, CASE g.grantee WHEN 0 THEN 'PUBLIC'
                        ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
                      FROM pg_default_acl d
                        CROSS JOIN LATERAL aclexplode(d.defaclacl) g
                      WHERE d.defaclobjtype = CASE c.relkind WHEN 'S' THEN 'S' ELSE 'r' END
                        AND g.grantee <> c.relowner
                      UNION ALL
                      SELECT 4, concat('GRANT ', g.privilege_type, ' (' || quote_ident(g.attname) || ')', ' ON ',
                        CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' END, format('%I.%I', n.nspname, c.relname), ' TO ',
                        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                        CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END)
                      FROM (
                        SELECT NULL AS attname, (aclexplode(c.relacl)).*
                        UNION ALL
                        SELECT attname, (aclexplode(attacl)).* FROM pg_attribute WHERE attrelid = c.oid
                      ) g
                      UNION ALL
                      SELECT 5, format('COMMENT ON {words} %I.%I IS %L', n.nspname, c.relname, obj_description(c.oid, 'pg_class'))
                      WHERE obj_description(c.oid, 'pg_class') IS NOT NULL
                      UNION ALL
                      SELECT 5, format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname,
                        col_description(c.oid, a.attnum))
                      FROM pg_attribute a
                      WHERE a.attrelid = c.oid
                        AND col_description(c.oid, a.attnum) IS NOT NULL
            """;

    /** Of what is made again by itself, a person is told what is still missing. */
    private static final String OF_ITS_OWN = """
            CASE
                    WHEN EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = going AND r.rulename <> '_RETURN')
                      OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = going)
                      OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = going)
                    THEN 'its rules, triggers and indexes went with it: make them again'
                    ELSE ''
                  END""";

    private static final String VALUES = """
              counted bigint;
              was_called boolean;""";

    private static final SqlTemplate COUNTING = SqlTemplate.of("""
            SELECT last_value, is_called INTO counted, was_called FROM {name};
            """);

    /** @param drop the statement that takes it away */
    Step step(String summary, SqlTemplate drop) {
        boolean isSequence = kind == TrashedObject.Kind.SEQUENCE;
        String words = isSequence ? "SEQUENCE" : isMaterialized ? "MATERIALIZED VIEW" : "VIEW";
        String counting = COUNTING.with("name", name).sql(SqlSyntax.POSTGRESQL).stripTrailing() + "\n    ";
        return OwnSteps.separate(
                Phase.CONTRACT,
                summary,
                DROP.withLiteral("name_text", name.quoted(SqlSyntax.POSTGRESQL))
                        .withSql("values", isSequence ? VALUES : "")
                        .withSql("trash_creation", PostgresqlTrash.TABLE_CREATION.strip())
                        .withSql("counting", isSequence ? counting : "")
                        .withLiteral("revision", context.revision())
                        .withLiteral("kind", isSequence ? "sequence" : "view")
                        .withSql(
                                "definition",
                                (isSequence ? SEQUENCE : VIEW)
                                        .replace("{words}", words)
                                        .stripTrailing())
                        .withSql("remarks", REMARKS.replace("{words}", words).stripTrailing())
                        .withSql("remark", isSequence ? "''" : OF_ITS_OWN)
                        .withSql("drop", drop.sql(SqlSyntax.POSTGRESQL).strip()),
                Impact.moment(name, LockLevel.ACCESS_EXCLUSIVE));
    }
}
