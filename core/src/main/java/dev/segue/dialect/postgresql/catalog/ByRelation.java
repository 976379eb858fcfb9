package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.RowReader;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was read, by the identifier of the relation it belongs to, in the order of the query. */
final class ByRelation<T> {

    private final Map<Long, List<T>> all = new HashMap<>();

    /** @param query tells in its column {@code relation} what a row belongs to */
    static <T> ByRelation<T> read(Catalog catalog, SqlTemplate query, RowReader<T> reader) {
        ByRelation<T> found = new ByRelation<>();
        catalog.query(query, row -> found.list(row.number("relation")).add(reader.read(row)));
        return found;
    }

    /** The same with what belongs to one relation made into something else. */
    <R> ByRelation<R> gathered(Function<List<T>, List<R>> gathering) {
        ByRelation<R> gathered = new ByRelation<>();
        all.forEach((relation, list) -> gathered.all.put(relation, gathering.apply(list)));
        return gathered;
    }

    List<T> of(long relation) {
        return all.getOrDefault(relation, List.of());
    }

    private List<T> list(long relation) {
        return all.computeIfAbsent(relation, first -> new ArrayList<>());
    }
}
