package dev.segue.schema;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Schemas that are written down in a test, with tables that are large and in use. */
public final class KnownSchema {

    public static final TableSize LARGE = new TableSize(50_000_000, 10L << 30, false);

    private KnownSchema() {}

    public static Schema of(Table... tables) {
        return new Schema(
                SqlSyntax.POSTGRESQL, List.of(SqlName.of("public")), List.of(tables), List.of(), List.of(), List.of());
    }

    public static Table table(String name, Column... columns) {
        return Table.of(TableName.of("public", name), List.of(columns)).withSize(LARGE);
    }

    /** With a primary key on its column id, by the name that PostgreSQL gives. */
    public static Table keyed(String name, Column... columns) {
        List<Column> all =
                new ArrayList<>(List.of(Column.nullable("id", "bigint").required()));
        all.addAll(List.of(columns));
        SqlName key = SqlName.of(name + "_pkey");
        return table(name, all.toArray(Column[]::new))
                .plus(new Constraint.PrimaryKey(
                        Optional.of(key), List.of(SqlName.of("id")), List.of(), Deferral.NOT_DEFERRABLE, ""))
                .plus(carrying(unique(index(name, key.text(), "id")), key));
    }

    public static Table partitioned(Table table, String key) {
        return new Table(
                table.name(),
                table.columns(),
                table.constraints(),
                table.indexes(),
                Optional.of(key),
                table.partition(),
                table.inherits(),
                table.comment(),
                table.features(),
                table.size());
    }

    public static Table partOf(Table table, String parent, String bound) {
        return table.withPartition(Optional.of(new Table.Partition(TableName.of("public", parent), bound)));
    }

    public static Index index(String table, String name, String... columns) {
        return new Index(
                Optional.of(SqlName.of(name)),
                TableName.of("public", table),
                false,
                "btree",
                Arrays.stream(columns)
                        .map(column -> Index.Part.of(SqlName.of(column)))
                        .toList(),
                List.of(),
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    public static Index unnamed(Index index) {
        return changed(index, Optional.empty(), index.isUnique(), index.predicate(), index.constraint());
    }

    public static Index unique(Index index) {
        return changed(index, index.name(), true, index.predicate(), index.constraint());
    }

    public static Index where(Index index, String predicate) {
        return changed(
                index, index.name(), index.isUnique(), Optional.of(SqlExpression.of(predicate)), index.constraint());
    }

    public static Index carrying(Index index, SqlName constraint) {
        return changed(index, index.name(), index.isUnique(), index.predicate(), Optional.of(constraint));
    }

    private static Index changed(
            Index index,
            Optional<SqlName> name,
            boolean isUnique,
            Optional<SqlExpression> predicate,
            Optional<SqlName> constraint) {
        return new Index(
                name,
                index.table(),
                isUnique,
                index.method(),
                index.parts(),
                index.include(),
                index.areNullsDistinct(),
                index.parameters(),
                index.tablespace(),
                predicate,
                index.isValid(),
                constraint);
    }

    public static Column identity(Column column, boolean isAlways) {
        return column.required().withGeneration(Optional.of(new Generation.Identity(isAlways, "")));
    }
}
