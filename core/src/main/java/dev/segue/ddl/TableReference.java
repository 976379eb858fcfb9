package dev.segue.ddl;

import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * A table where a statement names one to take rows from.
 *
 * @param alias empty where it goes by its own name
 * @param first its first token, {@code ONLY} included
 * @param end behind its last token, the alias included
 * @param canDrive false where a row of another table would get lost without one of this table
 */
record TableReference(TableName table, boolean isOnly, Optional<SqlName> alias, int first, int end, boolean canDrive) {

    SqlName calledBy() {
        return alias.orElse(table.name());
    }

    /** By its alias or by its name. */
    boolean isCalled(TableName called) {
        boolean isAlias = called.schema().isEmpty() && called.name().isSameAs(calledBy(), SqlSyntax.POSTGRESQL);
        boolean isTable = called.name().isSameAs(table.name(), SqlSyntax.POSTGRESQL)
                && (called.schema().isEmpty()
                        || table.schema().isEmpty()
                        || called.isSameAs(table, SqlSyntax.POSTGRESQL));
        return isAlias || isTable;
    }

    TableReference withoutDriving() {
        return new TableReference(table, isOnly, alias, first, end, false);
    }
}
