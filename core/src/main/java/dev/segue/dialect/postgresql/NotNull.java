package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.List;

/**
 * The way to NOT NULL. It goes through a check constraint, because SET NOT NULL alone scans the table while it blocks
 * everyone. Once a valid check proves that no NULL is left, SET NOT NULL skips the scan. PostgreSQL 18 needs no detour: there
 * NOT NULL itself can be declared first and validated later.
 */
final class NotNull {

    private static final SqlTemplate ADD_CHECK = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID
            """);

    private static final SqlTemplate ADD_NOT_VALID = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {check} NOT NULL {column} NOT VALID
            """);

    private static final SqlTemplate VALIDATE = SqlTemplate.of("""
            ALTER TABLE {table}
              VALIDATE CONSTRAINT {check}
            """);

    private static final SqlTemplate SET_NOT_NULL = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET NOT NULL
            """);

    private static final SqlTemplate DROP_CHECK = SqlTemplate.of("""
            ALTER TABLE {table}
              DROP CONSTRAINT IF EXISTS {check}
            """);

    private static final SqlTemplate DROP_NOT_NULL = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} DROP NOT NULL
            """);

    private static final int FIRST_WITH_NOT_VALID = 18;

    private NotNull() {}

    /** Makes sure that no NULL is there and that none comes in. */
    static List<Step> set(Phase phase, LiveTable table, SqlName column, String remedy) {
        Step none = OwnSteps.requireNone(
                phase,
                Offences.nulls(table, column),
                "no row of " + table.name() + " has NULL in " + column,
                remedy,
                table.scan(LockLevel.ACCESS_SHARE));
        if (table.isSmall()) {
            return List.of(none, setScanning(phase, table, column));
        }
        boolean isDirect = table.context().databaseVersion() >= FIRST_WITH_NOT_VALID;
        SqlName check = isDirect ? nameOf(table, column) : GeneratedName.of("segue_not_null", column.text());
        Step declared = OwnSteps.separate(
                phase,
                "let no NULL into " + table.name() + "." + column + " any more",
                (isDirect ? ADD_NOT_VALID : ADD_CHECK)
                        .with("table", table.name())
                        .with("check", check)
                        .with("column", column),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
        Step validated = OwnSteps.separate(
                phase,
                "validate that " + table.name() + "." + column + " holds no NULL",
                VALIDATE.with("table", table.name()).with("check", check),
                table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE));
        if (isDirect) {
            return List.of(none, declared, validated);
        }
        Step set = OwnSteps.separate(
                phase,
                "set not null on " + table.name() + "." + column + ", which the check proves",
                SET_NOT_NULL.with("table", table.name()).with("column", column),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
        Step tidied = OwnSteps.separate(
                phase,
                "drop the check, which is no longer needed",
                DROP_CHECK.with("table", table.name()).with("check", check),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
        return List.of(none, declared, validated, set, tidied);
    }

    /** One that is taken away meanwhile comes back as it was. */
    private static SqlName nameOf(LiveTable table, SqlName column) {
        return table.column(column)
                .flatMap(known -> known.features().notNull())
                .orElseGet(() -> DefaultNames.ofNotNull(table.name(), column, DefaultNames.constraintsOf(table)));
    }

    private static Step setScanning(Phase phase, LiveTable table, SqlName column) {
        return OwnSteps.separate(
                phase,
                "set not null on " + table.name() + "." + column,
                SET_NOT_NULL.with("table", table.name()).with("column", column),
                table.scan(LockLevel.ACCESS_EXCLUSIVE));
    }

    static Step drop(Phase phase, LiveTable table, SqlName column) {
        return OwnSteps.separate(
                phase,
                "drop not null of " + table.name() + "." + column,
                DROP_NOT_NULL.with("table", table.name()).with("column", column),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** Takes back whatever of the way was gone. */
    static List<Step> retreat(LiveTable table, SqlName column) {
        return List.of(
                OwnSteps.separate(
                        Phase.EXPAND,
                        "drop the check against NULL in " + table.name() + "." + column,
                        DROP_CHECK
                                .with("table", table.name())
                                .with("check", GeneratedName.of("segue_not_null", column.text())),
                        table.moment(LockLevel.ACCESS_EXCLUSIVE)),
                drop(Phase.EXPAND, table, column));
    }
}
