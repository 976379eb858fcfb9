package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.schema.View;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes views anew on a column of another type, which the database lets no view change to. What they are is asked of the
 * database in the same transaction, and not of the plan, so that a change of a view in between is not undone: their
 * queries, options, owners, rights, comments, defaults, rules and triggers.
 */
record RemadeViews(ShadowColumn shadow) {

    private static final SqlTemplate AROUND = SqlTemplate.of("""
            DECLARE
              anew text[];
              statement text;
            BEGIN
              SELECT array_agg(made.statement ORDER BY listed.number, made.place) INTO anew
              FROM unnest(ARRAY[{views}]) WITH ORDINALITY AS listed (name, number)
                JOIN pg_class AS v ON v.oid = listed.name::regclass
                CROSS JOIN LATERAL (
                  SELECT 1 AS place, concat('CREATE VIEW ', listed.name,
                    ' WITH (' || array_to_string(v.reloptions, ', ') || ')', ' AS ', pg_get_viewdef(v.oid)) AS statement
                  UNION ALL
                  SELECT 2, format('ALTER VIEW %s OWNER TO %I', listed.name, pg_get_userbyid(v.relowner))
                  UNION ALL
                  SELECT 3, format('REVOKE ALL ON %s FROM %s', listed.name, CASE a.grantee WHEN 0 THEN 'PUBLIC'
                      ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
                  FROM pg_default_acl AS d
                    CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
                  WHERE d.defaclobjtype = 'r'
                    AND a.grantee <> v.relowner
                  UNION ALL
                  SELECT 4, concat('GRANT ', a.privilege_type, ' (' || quote_ident(a.attname) || ')', ' ON ', listed.name,
                    ' TO ', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
                  FROM (
                    SELECT NULL AS attname, (aclexplode(v.relacl)).*
                    UNION ALL
                    SELECT attname, (aclexplode(attacl)).* FROM pg_attribute WHERE attrelid = v.oid
                  ) AS a
                  UNION ALL
                  SELECT 5, format('COMMENT ON VIEW %s IS %L', listed.name, obj_description(v.oid, 'pg_class'))
                  WHERE obj_description(v.oid, 'pg_class') IS NOT NULL
                  UNION ALL
                  SELECT 5, format('COMMENT ON COLUMN %s.%I IS %L', listed.name, attname, col_description(v.oid, attnum))
                  FROM pg_attribute
                  WHERE attrelid = v.oid
                    AND col_description(v.oid, attnum) IS NOT NULL
                  UNION ALL
                  SELECT 5, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', listed.name, attname,
                    pg_get_expr(adbin, adrelid))
                  FROM pg_attrdef
                    JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
                  WHERE adrelid = v.oid
                  UNION ALL
                  SELECT 6, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = v.oid AND rulename <> '_RETURN'
                  UNION ALL
                  SELECT 6, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = v.oid AND NOT tgisinternal
                ) AS made;
            {drops}
            {renames}
              FOREACH statement IN ARRAY anew LOOP
                EXECUTE statement;
              END LOOP;
            END
            """);

    private static final SqlTemplate DROP_VIEW = SqlTemplate.of("DROP VIEW {view}");

    /** Everything that it does is taken back with its own exception. */
    private static final SqlTemplate REHEARSAL = SqlTemplate.of("""
            BEGIN
            {statements};
              RAISE EXCEPTION USING ERRCODE = 'SGREH', MESSAGE = 'the views can be made again';
            EXCEPTION
              WHEN SQLSTATE 'SGREH' THEN
                NULL;
              WHEN OTHERS THEN
                RAISE EXCEPTION USING
                  ERRCODE = SQLSTATE,
                  MESSAGE = {views} || ' cannot be made again when the column has its new type: ' || SQLERRM,
                  HINT = 'Drop it in an earlier revision, and make it anew in a later one.';
            END
            """);

    /** Whatever else is built on the views, or on the types of their rows. */
    private static final SqlTemplate OTHER_USERS = SqlTemplate.of("""
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
            FROM unnest(ARRAY[{views}]) AS listed (name)
              JOIN pg_class v ON v.oid = to_regclass(listed.name)
              JOIN pg_type t ON t.oid = v.reltype
              JOIN pg_depend d
                ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid)
                OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray))
              LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            WHERE d.deptype = 'n'
              AND NOT coalesce(r.ev_class = ANY (ARRAY[{views}]::regclass[]), false)
            LIMIT 5
            """);

    /** All that show the column, and those that show them, each behind those which it uses; empty where they may stay. */
    List<View> views() {
        if (!shadow.isRetyped()) {
            return List.of();
        }
        Set<View> found = new LinkedHashSet<>(ShadowViews.showing(shadow));
        boolean isComplete = false;
        while (!isComplete) {
            List<View> above = all().stream()
                    .filter(view -> found.stream().anyMatch(below -> uses(view, below)))
                    .toList();
            isComplete = !found.addAll(above);
        }
        return inOrder(found);
    }

    private List<View> inOrder(Set<View> found) {
        List<View> placed = new ArrayList<>();
        while (placed.size() < found.size()) {
            found.stream()
                    .filter(view -> !placed.contains(view))
                    .filter(view -> found.stream().noneMatch(below -> uses(view, below) && !placed.contains(below)))
                    .forEach(placed::add);
        }
        return placed;
    }

    private boolean uses(View view, View below) {
        return !view.equals(below)
                && view.uses().stream()
                        .anyMatch(use -> shadow.table()
                                .context()
                                .schema()
                                .view(use.relation())
                                .filter(below::equals)
                                .isPresent());
    }

    private List<View> all() {
        return shadow.table().context().schema().views();
    }

    /** These changes of names, with the views gone before them and there again after them. */
    List<String> around(List<String> renames) {
        List<View> views = views();
        if (views.isEmpty()) {
            return renames;
        }
        List<String> drops = new ArrayList<>();
        views.forEach(view -> drops.add(0, DROP_VIEW.with("view", view.name()).sql(SqlSyntax.POSTGRESQL)));
        return List.of(AROUND.withSql("views", literals(views))
                .withSql("drops", lines(drops))
                .withSql("renames", lines(renames))
                .sql(SqlSyntax.POSTGRESQL)
                .strip());
    }

    /** Whether all of it will work is found out at once: a query may not take the new type. */
    Step rehearsal(List<String> renames) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "make sure that " + names() + " can be made again on " + shadow.name(),
                ShadowBirth.block(List.of(REHEARSAL
                        .withSql("statements", String.join(";\n", around(renames)))
                        .withLiteral("views", names())
                        .sql(SqlSyntax.POSTGRESQL))),
                impact());
    }

    Step nobodyElseUsesThem(Phase phase) {
        return OwnSteps.requireNone(
                phase,
                OTHER_USERS.withSql("views", literals(views())).sql(SqlSyntax.POSTGRESQL),
                "nothing else is built on " + names(),
                "drop these in an earlier revision, and make them anew in a later one",
                Impact.NONE);
    }

    /** With the views, as far as there are any. */
    Impact impact() {
        List<Impact.Lock> locks = new ArrayList<>(shadow.table().locks(LockLevel.ACCESS_EXCLUSIVE));
        views().forEach(view -> locks.add(new Impact.Lock(view.name(), LockLevel.ACCESS_EXCLUSIVE)));
        return new Impact(locks, Impact.Duration.MOMENT, 0, 0);
    }

    private String names() {
        List<View> views = views();
        return (views.size() == 1 ? "view " : "views ")
                + views.stream().map(View::name).map(TableName::toString).collect(Collectors.joining(", "));
    }

    private static String literals(List<View> views) {
        return views.stream()
                .map(view -> SqlLiteral.quote(view.name().quoted(SqlSyntax.POSTGRESQL), SqlSyntax.POSTGRESQL))
                .collect(Collectors.joining(", "));
    }

    private static String lines(List<String> statements) {
        return statements.stream().map(statement -> statement + ";").collect(Collectors.joining("\n"));
    }
}
