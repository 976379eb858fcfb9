package dev.segue.ddl;

import dev.segue.operation.DropIndex;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropTable;
import dev.segue.operation.DropType;
import dev.segue.operation.DropView;
import dev.segue.operation.Operation;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code DROP}: one operation for each name. */
final class DropReader {

    private final TokenReader tokens;

    DropReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    List<Operation> read() {
        tokens.require("DROP");
        if (tokens.take("TABLE")) {
            return each(DropTable::new);
        }
        if (tokens.take("INDEX")) {
            boolean isConcurrent = tokens.take("CONCURRENTLY");
            return each((name, ifExists, cascade) -> new DropIndex(name, ifExists, cascade, isConcurrent));
        }
        if (tokens.take("TYPE")) {
            return each(DropType::new);
        }
        if (tokens.take("SEQUENCE")) {
            return each(DropSequence::new);
        }
        boolean isMaterialized = tokens.take("MATERIALIZED");
        tokens.require("VIEW");
        return each((name, ifExists, cascade) -> new DropView(name, isMaterialized, ifExists, cascade));
    }

    private List<Operation> each(Drop drop) {
        boolean ifExists = tokens.take("IF", "EXISTS");
        List<TableName> names = new ArrayList<>();
        do {
            names.add(tokens.tableName());
        } while (tokens.takeSign(","));
        boolean cascade = tokens.take("CASCADE");
        if (!cascade) {
            tokens.take("RESTRICT");
        }
        return names.stream().map(name -> drop.of(name, ifExists, cascade)).toList();
    }

    private interface Drop {

        Operation of(TableName name, boolean ifExists, boolean cascade);
    }
}
