package dev.segue.dialect.postgresql.catalog;

import dev.segue.ddl.DdlReader;
import dev.segue.jdbc.Row;
import dev.segue.schema.Column;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Generation;
import dev.segue.schema.Sequence;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The columns of tables, in their order. */
final class Columns {

    /** A NOT NULL that is not valid yet stands in pg_attribute like any other, and says nothing about the rows. */
    private static final SqlTemplate COLUMNS =
            SqlTemplate.of("""
            SELECT relation.oid AS relation,
              namespace.nspname AS table_schema,
              relation.relname AS table_name,
              attribute.attname AS name,
              format_type(attribute.atttypid, attribute.atttypmod) AS type,
              NOT attribute.attnotnull OR EXISTS (
                SELECT
                FROM pg_constraint AS promise
                WHERE promise.conrelid = attribute.attrelid
                  AND promise.contype = 'n'
                  AND promise.conkey[1] = attribute.attnum
                  AND NOT promise.convalidated) AS is_nullable,
              (
                SELECT promise.conname
                FROM pg_constraint AS promise
                WHERE promise.conrelid = attribute.attrelid
                  AND promise.contype = 'n'
                  AND promise.conkey[1] = attribute.attnum) AS not_null,
              attribute.attidentity AS identity,
              attribute.attgenerated AS generated,
              pg_get_expr(value.adbin, value.adrelid) AS expression,
              collation_namespace.nspname AS collation_schema,
              collating.collname AS collation,
              CASE WHEN attribute.attstorage <> type.typstorage THEN attribute.attstorage END AS storage,
              NULLIF(attribute.attcompression, '') AS compression,
              CASE WHEN attribute.attstattarget >= 0 THEN attribute.attstattarget END AS statistics,
              col_description(attribute.attrelid, attribute.attnum) AS comment,
              {privileges} AS privileges
            FROM unnest(?::oid[]) AS scope (oid)
              JOIN pg_class AS relation ON relation.oid = scope.oid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid
              JOIN pg_type AS type ON type.oid = attribute.atttypid
              LEFT JOIN pg_attrdef AS value
                ON value.adrelid = attribute.attrelid
                AND value.adnum = attribute.attnum
              LEFT JOIN pg_collation AS collating
                ON collating.oid = attribute.attcollation
                AND attribute.attcollation <> type.typcollation
              LEFT JOIN pg_namespace AS collation_namespace ON collation_namespace.oid = collating.collnamespace
            WHERE relation.relkind IN ('r', 'p', 'f')
              AND attribute.attnum > 0
              AND NOT attribute.attisdropped
            ORDER BY attribute.attrelid, attribute.attnum
            """).withSql("privileges", Clause.privileges("attribute.attacl", "relation.relowner"));

    private Columns() {}

    static ByRelation<Column> in(Catalog catalog, Sequences sequences) {
        Map<Sequence.Owner, String> identities = sequences.identities();
        return ByRelation.read(catalog, COLUMNS, row -> read(row, identities));
    }

    private static Column read(Row row, Map<Sequence.Owner, String> identities) {
        boolean isComputed = !row.text("generated").isEmpty();
        return new Column(
                SqlName.of(row.text("name")),
                DataType.of(row.text("type")),
                row.flag("is_nullable"),
                row.maybeText("expression").filter(expression -> !isComputed).map(SqlExpression::of),
                isComputed ? computed(row) : identity(row, identities),
                Catalog.maybeName(row, "collation_schema", "collation"),
                row.maybeText("comment"),
                new ColumnFeatures(
                        row.maybeText("storage").map(Columns::storage),
                        row.maybeText("compression").map(Columns::compression),
                        row.maybeText("statistics")
                                .map(target -> OptionalInt.of(Integer.parseInt(target)))
                                .orElse(OptionalInt.empty()),
                        Clause.privileges(row, "privileges"),
                        row.maybeText("not_null").map(SqlName::of)));
    }

    private static Optional<Generation> computed(Row row) {
        boolean isStored = row.text("generated").equals("s");
        return row.maybeText("expression")
                .map(expression -> new Generation.Computed(DdlReader.expression(expression), isStored));
    }

    private static Optional<Generation> identity(Row row, Map<Sequence.Owner, String> identities) {
        if (row.text("identity").isEmpty()) {
            return Optional.empty();
        }
        Sequence.Owner owner =
                new Sequence.Owner(Catalog.name(row, "table_schema", "table_name"), SqlName.of(row.text("name")), true);
        return Optional.of(
                new Generation.Identity(row.text("identity").equals("a"), identities.getOrDefault(owner, "")));
    }

    private static String storage(String letter) {
        return switch (letter) {
            case "p" -> "PLAIN";
            case "e" -> "EXTERNAL";
            case "x" -> "EXTENDED";
            case "m" -> "MAIN";
            default -> letter;
        };
    }

    private static String compression(String letter) {
        return switch (letter) {
            case "p" -> "pglz";
            case "l" -> "lz4";
            default -> letter;
        };
    }
}
