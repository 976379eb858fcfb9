package dev.segue.schema;

import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a database looks like, or a part of it.
 *
 * @param syntax decides which names are the same
 * @param searchPath where a name without a schema is looked for, in this order; a new object goes to the first of them
 */
public record Schema(
        SqlSyntax syntax,
        List<SqlName> searchPath,
        List<Table> tables,
        List<View> views,
        List<Sequence> sequences,
        List<EnumType> enums) {

    public Schema {
        searchPath = List.copyOf(searchPath);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        enums = List.copyOf(enums);
    }

    /** A schema of which nothing is known. */
    public static Schema unknown(SqlSyntax syntax) {
        return new Schema(syntax, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public Optional<Table> table(TableName wanted) {
        return find(tables, Table::name, wanted);
    }

    public Optional<View> view(TableName wanted) {
        return find(views, View::name, wanted);
    }

    public Optional<Sequence> sequence(TableName wanted) {
        return find(sequences, Sequence::name, wanted);
    }

    public Optional<EnumType> enumType(TableName wanted) {
        return find(enums, EnumType::name, wanted);
    }

    /** The table that carries this index. */
    public Optional<Table> tableOfIndex(TableName index) {
        return tables.stream()
                .filter(table -> index.schema().isEmpty()
                        || table.name().schema().equals(index.schema())
                        || table.name().schema().isEmpty())
                .filter(table -> table.indexes().stream()
                        .anyMatch(candidate -> candidate
                                .name()
                                .filter(name -> name.isSameAs(index.name(), syntax))
                                .isPresent()))
                .findFirst();
    }

    /** The name with the schema in which a new object of this name is made. */
    public TableName qualified(TableName name) {
        return name.schema().isPresent() || searchPath.isEmpty()
                ? name
                : new TableName(Optional.of(searchPath.get(0)), name.name());
    }

    public Schema plus(Table table) {
        return withTables(added(tables, table.named(qualified(table.name()))));
    }

    public Schema without(Table table) {
        return withTables(tables.stream().filter(other -> !other.equals(table)).toList());
    }

    /** This schema with one table changed; the same schema where it has no such table. */
    public Schema with(TableName wanted, UnaryOperator<Table> change) {
        Optional<Table> found = table(wanted);
        return withTables(tables.stream()
                .map(table -> found.isPresent() && found.get().equals(table) ? change.apply(table) : table)
                .toList());
    }

    public Schema withTables(List<Table> newTables) {
        return new Schema(syntax, searchPath, newTables, views, sequences, enums);
    }

    public Schema withViews(List<View> newViews) {
        return new Schema(syntax, searchPath, tables, newViews, sequences, enums);
    }

    public Schema withSequences(List<Sequence> newSequences) {
        return new Schema(syntax, searchPath, tables, views, newSequences, enums);
    }

    public Schema withEnums(List<EnumType> newEnums) {
        return new Schema(syntax, searchPath, tables, views, sequences, newEnums);
    }

    private static <T> List<T> added(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return more;
    }

    private <T> Optional<T> find(List<T> candidates, Function<T, TableName> nameOf, TableName wanted) {
        Map<String, T> bySchema = new LinkedHashMap<>();
        for (T candidate : candidates) {
            TableName name = nameOf.apply(candidate);
            if (name.name().isSameAs(wanted.name(), syntax)) {
                bySchema.put(name.schema().map(schema -> schema.folded(syntax)).orElse(""), candidate);
            }
        }
        if (wanted.schema().isPresent()) {
            return Optional.ofNullable(bySchema.get(wanted.schema().get().folded(syntax)));
        }
        for (SqlName schema : searchPath) {
            T found = bySchema.get(schema.folded(syntax));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.ofNullable(bySchema.get(""));
    }
}
