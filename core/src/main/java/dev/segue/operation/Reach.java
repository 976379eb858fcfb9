package dev.segue.operation;

import dev.segue.sql.TableName;
import java.util.Set;

/**
 * The tables that an operation has to do with.
 *
 * @param reads those that it depends on but leaves as they are
 * @param writes those that it changes
 */
public record Reach(Set<TableName> reads, Set<TableName> writes) {

    public static final Reach NOTHING = new Reach(Set.of(), Set.of());

    public Reach {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    public static Reach writing(TableName... tables) {
        return new Reach(Set.of(), Set.of(tables));
    }

    public Reach reading(TableName... tables) {
        return new Reach(Set.of(tables), writes);
    }
}
