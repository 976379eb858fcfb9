package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.schema.Table;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import java.util.Optional;

/** What is known of statements that are run as they are written: the triggers of users, which have no other form. */
final class WrittenStatements {

    private WrittenStatements() {}

    static Impact impactOf(SqlStatement statement, PlanningContext context) {
        StatementCursor cursor = new StatementCursor(statement);
        if (cursor.take("DROP", "TRIGGER")) {
            return behindOn(cursor, LockLevel.ACCESS_EXCLUSIVE, context);
        }
        boolean isTrigger = cursor.take("CREATE", "TRIGGER") || cursor.take("CREATE", "OR", "REPLACE", "TRIGGER");
        return isTrigger ? behindOn(cursor, LockLevel.SHARE_ROW_EXCLUSIVE, context) : Impact.UNKNOWN;
    }

    private static Impact behindOn(StatementCursor cursor, LockLevel level, PlanningContext context) {
        Optional<TableName> table =
                cursor.skipTo("ON") ? TableName.parse(cursor.takeName(), SqlSyntax.POSTGRESQL) : Optional.empty();
        return table.map(name -> Impact.moment(
                        context.schema().table(name).map(Table::name).orElse(name), level))
                .orElse(Impact.UNKNOWN);
    }
}
