package dev.segue.plan;

import dev.segue.revision.Revision;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A revision whose operations are understood and not yet turned into steps. */
record Draft(Revision revision, List<Intention> intentions, TransactionWish wish) {

    Draft {
        intentions = List.copyOf(intentions);
    }

    Set<TableName> tables() {
        Set<TableName> tables = new HashSet<>();
        for (Intention intention : intentions) {
            tables.addAll(intention.tables());
        }
        return tables;
    }

    Schema after(Schema before) {
        Schema after = before;
        for (Intention intention : intentions) {
            after = intention.applyTo(after);
        }
        return after;
    }
}
