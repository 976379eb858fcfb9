package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How large tables are; a partitioned one is as large as its partitions together. */
final class TableSizes {

    private final List<Measured> measured;
    private final Map<Long, List<Measured>> partitions = new HashMap<>();

    TableSizes(List<Measured> measured) {
        this.measured = measured;
        for (Measured table : measured) {
            table.partitionOf()
                    .ifPresent(parent -> partitions
                            .computeIfAbsent(parent, first -> new ArrayList<>())
                            .add(table));
        }
    }

    /** @param table with the size of what is stored for itself */
    record Measured(long relation, Optional<Long> partitionOf, Table table) {}

    List<Table> tables() {
        return measured.stream()
                .map(table -> table.table().withSize(sizeOf(table)))
                .toList();
    }

    private TableSize sizeOf(Measured table) {
        if (!table.table().isPartitioned()) {
            return table.table().size();
        }
        return partitions.getOrDefault(table.relation(), List.of()).stream()
                .map(this::sizeOf)
                .reduce(new TableSize(0, 0, false), TableSizes::sum);
    }

    private static TableSize sum(TableSize one, TableSize other) {
        boolean isUnknown = one.rows() < 0 || other.rows() < 0;
        return isUnknown
                ? TableSize.UNKNOWN
                : new TableSize(one.rows() + other.rows(), one.bytes() + other.bytes(), false);
    }

    /** What a foreign table holds is not told here. */
    static TableSize of(Row row) {
        if (row.text("kind").equals("f")) {
            return TableSize.UNKNOWN;
        }
        return new TableSize(row.number("stored_rows"), row.number("bytes"), false);
    }
}
