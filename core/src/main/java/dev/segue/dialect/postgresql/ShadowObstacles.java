package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.dialect.ShadowProblem;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.schema.Table;
import dev.segue.schema.View;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What would not follow from a column to its shadow.
 *
 * @param isTypeReplaced its type goes by another name until the contract phase, so that no view can be made with it before
 */
record ShadowObstacles(PlanningContext context, ShadowColumn shadow, boolean isTypeReplaced) {

    private static final SqlTemplate OTHER_USERS = SqlTemplate.of("""
            SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
            FROM pg_attribute a
              JOIN pg_depend d
                ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
              LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
              LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            WHERE a.attrelid = {table}::regclass
              AND a.attname = {column}
              AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
            LIMIT 5
            """);

    /** What only one of the partitions has, its copy would not get; what comes from the whole table is made for all. */
    private static final SqlTemplate OWN_OF_PARTITIONS = SqlTemplate.of("""
            WITH part AS (
              SELECT a.attrelid, a.attnum,
                a.attnotnull <> b.attnotnull
                  OR a.attacl IS NOT NULL
                  OR a.attstorage <> b.attstorage
                  OR a.attcompression <> b.attcompression
                  OR a.attoptions IS DISTINCT FROM b.attoptions
                  OR nullif(a.attstattarget, -1) IS DISTINCT FROM nullif(b.attstattarget, -1)
                  OR pg_get_expr(own.adbin, own.adrelid) IS DISTINCT FROM pg_get_expr(whole.adbin, whole.adrelid)
                  OR col_description(a.attrelid, a.attnum) IS NOT NULL AS is_set_apart
              FROM pg_partition_tree({table}::regclass) AS tree
                JOIN pg_attribute AS a ON a.attrelid = tree.relid AND a.attname = {column}
                JOIN pg_attribute AS b ON b.attrelid = {table}::regclass AND b.attname = {column}
                LEFT JOIN pg_attrdef AS own ON own.adrelid = a.attrelid AND own.adnum = a.attnum
                LEFT JOIN pg_attrdef AS whole ON whole.adrelid = b.attrelid AND whole.adnum = b.attnum
              WHERE tree.level > 0
            )
            SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
            FROM part
              JOIN pg_depend AS d
                ON d.refclassid = 'pg_class'::regclass AND d.refobjid = part.attrelid AND d.refobjsubid = part.attnum
              LEFT JOIN pg_constraint AS c ON d.classid = 'pg_constraint'::regclass AND c.oid = d.objid
              LEFT JOIN pg_trigger AS t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
              LEFT JOIN pg_inherits AS i ON d.classid = 'pg_class'::regclass AND i.inhrelid = d.objid
            WHERE d.classid <> 'pg_attrdef'::regclass
              AND i.inhrelid IS NULL
              AND coalesce(c.conparentid, 0) = 0
              AND coalesce(c.coninhcount, 0) = 0
              AND coalesce(t.tgparentid, 0) = 0
            UNION
            SELECT format('the partition key of %s', part.attrelid::regclass)
            FROM part
              JOIN pg_depend AS d
                ON d.classid = 'pg_class'::regclass AND d.objid = part.attrelid AND d.objsubid = part.attnum
                AND d.refclassid = 'pg_class'::regclass AND d.refobjid = part.attrelid AND d.refobjsubid = 0
            UNION
            SELECT format('settings of the column in %s', attrelid::regclass)
            FROM part
            WHERE is_set_apart
            LIMIT 5
            """);

    void refuse() {
        Table table = shadow.table().known().orElseThrow();
        SqlName column = shadow.original().name();
        refuseKeyOfPartitions(table, column);
        refusePrimaryKeyOfPartitions(table, column);
        refuseHeirs(table);
        refuseDomain(table);
        List<String> users = new ArrayList<>();
        List<View> showing = shadow.isRetyped() ? new RemadeViews(shadow).views() : ShadowViews.showing(shadow);
        for (View view : showing) {
            if (view.isMaterialized()) {
                users.add("materialized view " + view.name());
            } else if (isTypeReplaced) {
                users.add("view " + view.name());
            }
        }
        ShadowTriggers triggers = new ShadowTriggers(shadow);
        (isTypeReplaced ? triggers.concerned() : triggers.lost())
                .forEach(trigger -> users.add("trigger " + trigger.name()));
        if (isTypeReplaced) {
            new ShadowPolicies(shadow).concerned().forEach(policy -> users.add("policy " + policy.name()));
        }
        for (Column other : table.columns()) {
            if (other.generation().orElse(null) instanceof Generation.Computed computed
                    && (other.equals(shadow.original())
                            || ColumnReferences.in(computed.expression()).mention(column))) {
                users.add("computed column " + other.name());
            }
        }
        if (!users.isEmpty()) {
            throw ShadowProblem.STILL_USED.with(
                    "column " + column + " of " + table.name() + " is used by " + String.join(", ", users)
                            + ", which would not follow to the new column",
                    "drop or change them in a revision before this one, and make them anew in one behind it");
        }
    }

    /** What no list of ours holds: rules, functions with a body in SQL, policies of other tables. */
    Step nothingElseUsesIt() {
        String table = shadow.table().name().quoted(SqlSyntax.POSTGRESQL);
        SqlName column = shadow.original().name();
        return OwnSteps.requireNone(
                Phase.EXPAND,
                OTHER_USERS
                        .withLiteral("table", table)
                        .withLiteral("column", column.text())
                        .sql(SqlSyntax.POSTGRESQL),
                "nothing that would stay with it is built on column " + column + " of "
                        + shadow.table().name(),
                "drop these in an earlier revision, and make them anew in a later one",
                Impact.NONE);
    }

    /** Of a partitioned table. */
    Step noPartitionHasItsOwn() {
        SqlName column = shadow.original().name();
        return OwnSteps.requireNone(
                Phase.EXPAND,
                OWN_OF_PARTITIONS
                        .withLiteral("table", shadow.table().name().quoted(SqlSyntax.POSTGRESQL))
                        .withLiteral("column", column.text())
                        .sql(SqlSyntax.POSTGRESQL),
                "no partition of " + shadow.table().name() + " has something of its own on column " + column,
                "drop these in an earlier revision, and make them anew in a later one",
                Impact.NONE);
    }

    private void refuseKeyOfPartitions(Table table, SqlName column) {
        boolean decides = table.partitioning()
                .filter(key -> ColumnReferences.in(SqlExpression.of(key.substring(Math.max(0, key.indexOf('(')))))
                        .mention(column))
                .isPresent();
        if (decides || table.partition().isPresent()) {
            throw ShadowProblem.PARTITION_KEY.with(
                    decides
                            ? "column " + column + " of " + table.name() + " decides in which partition a row is"
                            : table.name() + " is a partition, whose columns are those of the whole table",
                    decides
                            ? "make a new table with the partitions that are wanted, and move the rows there; or write"
                                    + " `-- segue:verbatim` before the statement to run it as it is"
                            : "change the column in the table that it is a partition of");
        }
    }

    /** An index that is there can become the primary key of a table only where that is not partitioned. */
    private void refusePrimaryKeyOfPartitions(Table table, SqlName column) {
        boolean isKey = table.isPartitioned()
                && table.primaryKey()
                        .filter(key -> key.columns().contains(column))
                        .isPresent();
        if (isKey) {
            throw ShadowProblem.PARTITION_KEY.with(
                    "column " + column + " is part of the primary key of " + table.name() + ", which is partitioned:"
                            + " PostgreSQL cannot make an index that is there its primary key",
                    "make a new table with the column that is wanted, and move the rows there; or write"
                            + " `-- segue:verbatim` before the statement to run it as it is");
        }
    }

    /** A second column of it begins with NULL in every row, which the database looks at, or refuses. */
    private void refuseDomain(Table table) {
        context.schema()
                .domain(shadow.copy().type())
                .filter(domain -> !shadow.table().isSmall() || !domain.allowsNull())
                .ifPresent(domain -> {
                    throw RecipeProblem.REWRITES_UNDER_LOCK.with(
                            "domain " + domain.name() + " has rules, so a second column beside "
                                    + shadow.original().name() + " writes every row of " + table.name()
                                    + " while nobody can use it",
                            "make the column " + domain.base() + " with the checks of the domain as checks of the"
                                    + " table; or write `-- segue:verbatim` before the statement to run it as it is,"
                                    + " at a time when nobody minds");
                });
    }

    private void refuseHeirs(Table table) {
        boolean isFamily = !table.inherits().isEmpty()
                || context.schema().tables().stream()
                        .flatMap(other -> other.inherits().stream())
                        .anyMatch(parent -> parent.isSameAs(table.name(), SqlSyntax.POSTGRESQL));
        if (isFamily) {
            throw ShadowProblem.INHERITED.with(
                    "the columns of " + table.name() + " are shared with tables by inheritance",
                    "write `-- segue:verbatim` before the statement to run it as it is, at a time when nobody minds");
        }
    }
}
