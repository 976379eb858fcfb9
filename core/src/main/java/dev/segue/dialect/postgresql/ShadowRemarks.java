package dev.segue.dialect.postgresql;

import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was said or set about things of a table that are replaced together with a column, without being a part of their
 * definitions: comments, targets of statistics, the order of rows. It is asked of the database in the same transaction, and
 * said again under the names that the things have in the end; where nothing was replaced, it is as it was.
 */
record ShadowRemarks(ShadowColumn shadow) {

    private static final SqlTemplate AROUND = SqlTemplate.of("""
            DECLARE
              remarks text[] := ARRAY(
                SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
                FROM pg_index
                WHERE indrelid = {table}::regclass
                  AND obj_description(indexrelid, 'pg_class') IS NOT NULL
                UNION ALL
                SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
                FROM pg_index
                  JOIN pg_attribute ON attrelid = indexrelid
                WHERE indrelid = {table}::regclass
                  AND attstattarget >= 0
                  AND indexprs IS NOT NULL
                UNION ALL
                SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
                FROM pg_index
                  JOIN pg_class ON pg_class.oid = indexrelid
                WHERE indrelid = {table}::regclass
                  AND indisclustered
                UNION ALL
                SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
                  obj_description(oid, 'pg_constraint'))
                FROM pg_constraint
                WHERE conrelid = {table}::regclass
                  AND contype <> 'f'
                  AND obj_description(oid, 'pg_constraint') IS NOT NULL
                UNION ALL
                SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
                  obj_description(oid, 'pg_statistic_ext'))
                FROM pg_statistic_ext
                WHERE stxrelid = {table}::regclass
                  AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
                UNION ALL
                SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
                FROM pg_statistic_ext
                WHERE stxrelid = {table}::regclass
                  AND stxstattarget >= 0
                UNION ALL
                SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, {final_name},
                  array_to_string(attoptions, ', '))
                FROM pg_attribute
                WHERE attrelid = {table}::regclass
                  AND attname = {column}
                  AND attoptions IS NOT NULL
              );
              remark text;
            BEGIN
            {statements}
              FOREACH remark IN ARRAY remarks LOOP
                EXECUTE remark;
              END LOOP;
            END
            """);

    /** These statements, with all that was said before them said again behind them. */
    String around(List<String> statements) {
        return AROUND.withLiteral("table", shadow.table().name().quoted(SqlSyntax.POSTGRESQL))
                .withLiteral("column", shadow.original().name().text())
                .withLiteral("final_name", shadow.finalName().text())
                .withSql(
                        "statements",
                        statements.stream()
                                .map(statement -> statement.strip() + ";")
                                .collect(Collectors.joining("\n")))
                .sql(SqlSyntax.POSTGRESQL)
                .strip();
    }
}
