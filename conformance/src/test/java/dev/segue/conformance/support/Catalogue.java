package dev.segue.conformance.support;

import java.util.List;

/** All that PostgreSQL knows of the schema {@code public}: what things are, and what was said, set and granted about them. */
public final class Catalogue {

    /** Lines that say nothing of numbers of objects and of the order of columns. */
    private static final String CATALOGUE = """
            WITH ours AS (
              SELECT c.* FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
            )
            SELECT concat_ws(' | ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                (SELECT collname FROM pg_collation WHERE oid = a.attcollation), nullif(a.attstattarget, -1), a.attstorage,
                nullif(a.attcompression, ''), a.attoptions::text, a.attidentity, a.attgenerated, (SELECT string_agg(item::text, ',' ORDER BY item::text)
                FROM unnest(a.attacl) AS item), pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
              FROM ours AS c
                JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
              WHERE c.relkind IN ('r', 'v')
                AND a.attname NOT LIKE 'segue\\_trash\\_%'
            UNION ALL
            SELECT concat_ws(' | ', 'view column', c.relname, a.attnum, a.attname)
              FROM ours AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'v'
            UNION ALL
            SELECT concat_ws(' | ', 'relation', c.relname, c.relkind, c.relreplident, c.relrowsecurity, c.relforcerowsecurity, c.reloptions::text,
                nullif(c.reltablespace, 0)::text,
                (SELECT string_agg(item::text, ',' ORDER BY item::text) FROM unnest(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) AS item),
                pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class'))
              FROM ours AS c
            UNION ALL
            SELECT concat_ws(' | ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisreplident, i.indisprimary,
                i.indisunique, i.indimmediate, i.indisclustered, (SELECT string_agg(nullif(attstattarget, -1)::text, ',')
                FROM pg_attribute WHERE attrelid = indexrelid))
              FROM pg_index AS i JOIN ours AS c ON c.oid = i.indexrelid
            UNION ALL
            SELECT concat_ws(' | ', 'constraint', conname, conrelid::regclass, pg_get_constraintdef(oid), convalidated,
                condeferrable, obj_description(oid, 'pg_constraint'))
              FROM pg_constraint WHERE conrelid IN (SELECT oid FROM ours) AND contype <> 'n'
            UNION ALL
            SELECT concat_ws(' | ', 'statistics', replace(replace(pg_get_statisticsobjdef(oid), 'shelf, label', 'label, shelf'),
                'shelf, code', 'code, shelf'), nullif(stxstattarget, -1), obj_description(oid, 'pg_statistic_ext'))
              FROM pg_statistic_ext
            UNION ALL
            SELECT concat_ws(' | ', 'published', pubname, prrelid::regclass, {published})
              FROM pg_publication_rel JOIN pg_publication ON pg_publication.oid = prpubid
            UNION ALL
            SELECT concat_ws(' | ', 'trigger', pg_get_triggerdef(oid), tgenabled, obj_description(oid, 'pg_trigger'))
              FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT concat_ws(' | ', 'policy', polname, polcmd, polpermissive, polroles::regrole[]::text, pg_get_expr(polqual, polrelid),
                pg_get_expr(polwithcheck, polrelid), obj_description(oid, 'pg_policy'))
              FROM pg_policy
            UNION ALL
            SELECT concat_ws(' | ', 'view', c.relname, pg_get_viewdef(c.oid)) FROM ours AS c WHERE c.relkind = 'v'
            UNION ALL
            SELECT concat_ws(' | ', 'rule', pg_get_ruledef(r.oid), r.ev_enabled, obj_description(r.oid, 'pg_rewrite')) FROM pg_rewrite AS r JOIN ours AS c ON c.oid = r.ev_class
              WHERE r.rulename <> '_RETURN'
            UNION ALL
            SELECT concat_ws(' | ', 'sequence', d.objid::regclass, d.refobjid::regclass, a.attname, d.deptype)
              FROM pg_depend AS d
                JOIN ours AS c ON c.oid = d.objid AND c.relkind = 'S'
                JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            UNION ALL
            SELECT concat_ws(' | ', 'count', s.seqrelid::regclass, format_type(s.seqtypid, -1), s.seqstart, s.seqincrement, s.seqmax, s.seqmin,
                s.seqcache, s.seqcycle,
                (SELECT pg_sequence_last_value(s.seqrelid) WHERE NOT EXISTS (SELECT FROM pg_depend AS d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i'))))
              FROM pg_sequence AS s JOIN ours AS c ON c.oid = s.seqrelid
            UNION ALL
            SELECT concat_ws(' | ', 'type', t.typname, t.typtype, pg_get_userbyid(t.typowner), t.typacl::text, obj_description(t.oid, 'pg_type'),
                (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid))
              FROM pg_type AS t
              WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd') AND t.typname NOT LIKE 'segue\\_trash\\_%'
            ORDER BY 1
            """;

    private Catalogue() {}

    public static List<String> of(TestDatabase database) {
        boolean hasLists = Integer.parseInt(database.text("SHOW server_version_num")) >= 150_000;
        return database.lines(CATALOGUE.replace(
                "{published}",
                hasLists
                        ? "(SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute"
                                + " WHERE attrelid = prrelid AND attnum = ANY (prattrs)), pg_get_expr(prqual, prrelid)"
                        : "''"));
    }
}
