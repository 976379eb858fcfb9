package dev.segue.schema;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a database looks like, or a part of it.
 *
 * @param syntax decides which names are the same
 * @param searchPath where a name without a schema is looked for, in this order; a new object goes to the first of them
 * @param domains with rules and without
 */
public record Schema(
        SqlSyntax syntax,
        List<SqlName> searchPath,
        List<Table> tables,
        List<View> views,
        List<Sequence> sequences,
        List<EnumType> enums,
        List<Domain> domains) {

    public Schema {
        searchPath = List.copyOf(searchPath);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        enums = List.copyOf(enums);
        domains = List.copyOf(domains);
    }

    /** Without domains. */
    public Schema(
            SqlSyntax syntax,
            List<SqlName> searchPath,
            List<Table> tables,
            List<View> views,
            List<Sequence> sequences,
            List<EnumType> enums) {
        this(syntax, searchPath, tables, views, sequences, enums, List.of());
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

    /** The domain with rules that a type is, if it is one. */
    public Optional<Domain> domain(DataType type) {
        return anyDomain(type).filter(Domain::hasRules);
    }

    /** The domain that a type is, if it is one. */
    public Optional<Domain> anyDomain(DataType type) {
        return TableName.parse(type.text(), syntax).flatMap(name -> find(domains, Domain::name, name));
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
        List<Table> more = new ArrayList<>(tables);
        more.add(table.named(qualified(table.name())));
        return withTables(more);
    }

    /** This schema without one table; the same schema where it has no such table. */
    public Schema without(TableName unwanted) {
        int place = indexIn(tables, Table::name, unwanted);
        if (place < 0) {
            return this;
        }
        List<Table> fewer = new ArrayList<>(tables);
        fewer.remove(place);
        return withTables(fewer);
    }

    /** This schema with one table changed; the same schema where it has no such table. */
    public Schema with(TableName wanted, UnaryOperator<Table> change) {
        int place = indexIn(tables, Table::name, wanted);
        if (place < 0) {
            return this;
        }
        List<Table> changed = new ArrayList<>(tables);
        changed.set(place, change.apply(tables.get(place)));
        return withTables(changed);
    }

    public Schema withTables(List<Table> newTables) {
        return new Schema(syntax, searchPath, newTables, views, sequences, enums, domains);
    }

    public Schema withViews(List<View> newViews) {
        return new Schema(syntax, searchPath, tables, newViews, sequences, enums, domains);
    }

    public Schema withSequences(List<Sequence> newSequences) {
        return new Schema(syntax, searchPath, tables, views, newSequences, enums, domains);
    }

    public Schema withEnums(List<EnumType> newEnums) {
        return new Schema(syntax, searchPath, tables, views, sequences, newEnums, domains);
    }

    public Schema withDomains(List<Domain> newDomains) {
        return new Schema(syntax, searchPath, tables, views, sequences, enums, newDomains);
    }

    private <T> Optional<T> find(List<T> candidates, Function<T, TableName> nameOf, TableName wanted) {
        int place = indexIn(candidates, nameOf, wanted);
        return place < 0 ? Optional.empty() : Optional.of(candidates.get(place));
    }

    /** Where the one stands that the name means; -1 where there is none. */
    private <T> int indexIn(List<T> candidates, Function<T, TableName> nameOf, TableName wanted) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            TableName name = nameOf.apply(candidates.get(i));
            if (name.name().isSameAs(wanted.name(), syntax)) {
                int rank = rank(name.schema(), wanted.schema());
                if (rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
        }
        return best;
    }

    /** The lower, the sooner it is meant; the highest number where it is not meant at all. */
    private int rank(Optional<SqlName> schema, Optional<SqlName> wanted) {
        if (wanted.isPresent()) {
            boolean isSame = schema.isPresent() && schema.get().isSameAs(wanted.get(), syntax);
            return isSame ? 0 : Integer.MAX_VALUE;
        }
        if (schema.isEmpty()) {
            return searchPath.size();
        }
        for (int i = 0; i < searchPath.size(); i++) {
            if (searchPath.get(i).isSameAs(schema.get(), syntax)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
