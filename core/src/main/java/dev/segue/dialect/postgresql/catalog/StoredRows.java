package dev.segue.dialect.postgresql.catalog;

import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;

/**
 * How many rows a table itself holds, without its heirs, as the server's planner reckons: the density of the last count on
 * the pages of today.
 *
 * <p>Where nobody has counted, or where no row was seen, each page is taken to be full of rows whose columns of no fixed
 * length take 32 bytes each: a greatest length that is declared, as in {@code varchar(255)}, says little of the values.
 */
public final class StoredRows {

    private static final SqlTemplate ESTIMATE = SqlTemplate.of("""
            (CASE
                WHEN {relation}.reltuples > 0 AND {relation}.relpages > 0
                  THEN {relation}.reltuples / {relation}.relpages
                ELSE (
                  SELECT greatest(1, (current_setting('block_size')::int - 24)
                    / (28 + coalesce(sum(CASE WHEN attribute.attlen > 0 THEN attribute.attlen ELSE 32 END), 0)))
                  FROM pg_attribute AS attribute
                  WHERE attribute.attrelid = {relation}.oid
                    AND attribute.attnum > 0
                    AND NOT attribute.attisdropped)
              END * (pg_relation_size({relation}.oid) / current_setting('block_size')::int))::bigint
            """);

    private StoredRows() {}

    /** An expression over a row of {@code pg_class}. */
    public static String of(String relation) {
        return ESTIMATE.withSql("relation", relation).sql(SqlSyntax.POSTGRESQL);
    }
}
