package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.Phase;
import dev.segue.schema.Generation;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * How a column comes to be {@code GENERATED ALWAYS}. That refuses the values which the old application gives it by itself, so
 * they are taken until it is gone.
 */
final class AlwaysCounted {

    private static final SqlTemplate ADD_IDENTITY = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} {action}
            """);

    private static final SqlTemplate DROP_IDENTITY = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              ALTER COLUMN {column} DROP IDENTITY IF EXISTS
            """);

    private static final SqlTemplate REFUSE_OTHER_VALUES = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET GENERATED ALWAYS
            """);

    private AlwaysCounted() {}

    /** The same for as long as both applications are at work; empty where there is nothing that would be refused. */
    static Optional<ChangeGeneration> leniently(ColumnOperation operation) {
        if (!(operation instanceof ChangeGeneration change)) {
            return Optional.empty();
        }
        return change.generation()
                .filter(Generation.Identity.class::isInstance)
                .map(Generation.Identity.class::cast)
                .filter(Generation.Identity::isAlways)
                .map(strict -> new Generation.Identity(false, strict.options()))
                .map(lenient -> new ChangeGeneration(
                        change.table(), change.column(), Optional.of(lenient), "ADD " + DdlWriter.generation(lenient)));
    }

    /** For a column that was not filled by the database before. */
    static Recipe added(LiveTable table, ChangeGeneration lenient) {
        SqlName column = lenient.column();
        return Recipe.of(
                List.of(
                        OwnSteps.separate(
                                Phase.EXPAND,
                                lenient.summary(),
                                ADD_IDENTITY
                                        .with("table", table.name())
                                        .with("column", column)
                                        .withSql("action", lenient.action()),
                                table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                        strictly(table, column)),
                List.of(OwnSteps.separate(
                        Phase.EXPAND,
                        "no longer count " + table.name() + "." + column,
                        DROP_IDENTITY.with("table", table.name()).with("column", column),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE))));
    }

    static Step strictly(LiveTable table, SqlName column) {
        return OwnSteps.separate(
                Phase.CONTRACT,
                "refuse other values for " + table.name() + "." + column + " than those that are counted",
                REFUSE_OTHER_VALUES.with("table", table.name()).with("column", column),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }
}
