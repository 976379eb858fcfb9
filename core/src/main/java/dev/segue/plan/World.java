package dev.segue.plan;

import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema while a plan is made: what was looked at, and the tables that the plan itself makes. Of these only the ones
 * that matter are shown, so that a history of thousands of tables is planned in time that grows with its length.
 */
final class World {

    private final Map<TableName, Table> made = new HashMap<>();
    private Schema lookedAt;

    World(Schema lookedAt) {
        this.lookedAt = lookedAt;
    }

    /** What was looked at, and of the tables of this plan those that are named. */
    Schema with(Set<TableName> tables) {
        List<Table> shown = new ArrayList<>();
        for (TableName name : tables) {
            Table table = made.remove(lookedAt.qualified(name));
            if (table != null) {
                shown.add(table);
            }
        }
        if (shown.isEmpty()) {
            return lookedAt;
        }
        shown.addAll(0, lookedAt.tables());
        return lookedAt.withTables(shown);
    }

    /** What the schema that was shown has become. */
    void become(Schema after) {
        List<Table> old = new ArrayList<>();
        for (Table table : after.tables()) {
            if (table.size().isNew()) {
                made.put(table.name(), table);
            } else {
                old.add(table);
            }
        }
        lookedAt = old.size() == after.tables().size() ? after : after.withTables(old);
    }
}
