package dev.segue.dialect.postgresql.catalog;

import dev.segue.ddl.DdlReader;
import dev.segue.jdbc.Row;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The indexes of tables and materialized views, those of constraints too. */
final class Indexes {

    /** One row for each column of an index, so that their texts need no encoding. */
    private static final SqlTemplate INDEXES = SqlTemplate.of("""
            SELECT key.indrelid AS relation,
              namespace.nspname AS table_schema,
              relation.relname AS table_name,
              index.relname AS name,
              method.amname AS method,
              key.indisunique AS is_unique,
              key.indisvalid AND key.indisready AND key.indislive AS is_valid,
              {nulls_distinct} AS are_nulls_distinct,
              {options} AS options,
              tablespace.spcname AS tablespace,
              pg_get_expr(key.indpred, key.indrelid) AS predicate,
              rule.conname AS constraint_name,
              pg_get_indexdef(key.indexrelid) AS definition,
              place.number > key.indnkeyatts AS is_included,
              attribute.attname AS column_name,
              pg_get_indexdef(key.indexrelid, place.number, false) AS key_text,
              key.indoption[place.number - 1] AS ordering,
              collation_namespace.nspname AS collation_schema,
              collating.collname AS collation,
              concat(quote_ident(NULLIF(collation_namespace.nspname, 'pg_catalog')) || '.', quote_ident(collating.collname))
                AS collation_text,
              concat(quote_ident(NULLIF(class_namespace.nspname, 'pg_catalog')) || '.', quote_ident(class.opcname))
                AS class_text,
              {class_options} AS class_options
            FROM unnest(?::oid[]) AS scope (oid)
              JOIN pg_index AS key ON key.indrelid = scope.oid
              JOIN pg_class AS relation ON relation.oid = key.indrelid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              JOIN pg_class AS index ON index.oid = key.indexrelid
              JOIN pg_am AS method ON method.oid = index.relam
              LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = index.reltablespace
              LEFT JOIN pg_constraint AS rule
                ON rule.conrelid = key.indrelid
                AND rule.conindid = key.indexrelid
                AND rule.contype IN ('p', 'u', 'x')
              CROSS JOIN LATERAL generate_series(1, key.indnatts) AS place (number)
              LEFT JOIN pg_attribute AS attribute
                ON attribute.attrelid = key.indrelid
                AND attribute.attnum = key.indkey[place.number - 1]
              LEFT JOIN pg_attribute AS own
                ON own.attrelid = key.indexrelid
                AND own.attnum = place.number
              LEFT JOIN pg_collation AS collating ON collating.oid = key.indcollation[place.number - 1]
              LEFT JOIN pg_namespace AS collation_namespace ON collation_namespace.oid = collating.collnamespace
              LEFT JOIN pg_opclass AS class ON class.oid = key.indclass[place.number - 1]
              LEFT JOIN pg_namespace AS class_namespace ON class_namespace.oid = class.opcnamespace
            ORDER BY key.indrelid, index.relname, place.number
            """);

    private Indexes() {}

    static ByRelation<Index> in(Catalog catalog) {
        SqlTemplate query = INDEXES.withSql("nulls_distinct", catalog.since(15, "NOT key.indnullsnotdistinct", "true"))
                .withSql("options", Clause.options("index.reloptions"))
                .withSql("class_options", Clause.options("own.attoptions"));
        return ByRelation.read(catalog, query, IndexColumn::read).gathered(Indexes::gathered);
    }

    private static List<Index> gathered(List<IndexColumn> columns) {
        Map<Index, List<IndexColumn>> byIndex = new LinkedHashMap<>();
        for (IndexColumn column : columns) {
            byIndex.computeIfAbsent(column.index(), first -> new ArrayList<>()).add(column);
        }
        List<Index> indexes = new ArrayList<>();
        byIndex.forEach((index, ofIndex) -> indexes.add(withColumns(index, ofIndex)));
        return indexes;
    }

    private static Index withColumns(Index index, List<IndexColumn> columns) {
        return new Index(
                index.name(),
                index.table(),
                index.isUnique(),
                index.method(),
                columns.stream().flatMap(column -> column.part().stream()).toList(),
                columns.stream().flatMap(column -> column.included().stream()).toList(),
                index.areNullsDistinct(),
                index.parameters(),
                index.tablespace(),
                index.predicate(),
                index.isValid(),
                index.constraint());
    }

    /**
     * One column of an index: a part of its key, or only carried along.
     *
     * @param index without its columns
     */
    private record IndexColumn(Index index, Optional<Index.Part> part, Optional<SqlName> included) {

        static IndexColumn read(Row row) {
            Index index = new Index(
                    Catalog.maybeName(row, "name"),
                    Catalog.name(row, "table_schema", "table_name"),
                    row.flag("is_unique"),
                    row.text("method"),
                    List.of(),
                    List.of(),
                    row.flag("are_nulls_distinct"),
                    row.maybeText("options").orElse(""),
                    Catalog.maybeName(row, "tablespace"),
                    row.maybeText("predicate").map(DdlReader::expression),
                    row.flag("is_valid"),
                    Catalog.maybeName(row, "constraint_name"));
            return row.flag("is_included")
                    ? new IndexColumn(index, Optional.empty(), Catalog.maybeName(row, "column_name"))
                    : new IndexColumn(index, Optional.of(IndexKey.read(row)), Optional.empty());
        }
    }
}
