package dev.segue.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.Phase;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.step.Impact;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewThingsTest {

    private static final Dialect POSTGRESQL = new PostgresqlDialect();
    private static final String TABLE = "CREATE TABLE item (id int)";
    private static final String INDEX = "CREATE INDEX item_id ON item (id)";

    @Test
    void aTableAndWhatIsMadeOnItAreNew() {
        assertThat(newAmong(TABLE, INDEX, "CREATE VIEW items AS SELECT id FROM item"))
                .isEqualTo(3);
    }

    @Test
    void anIndexOnATableThatWasMadeBeforeIsNot() {
        assertThat(newAmong(INDEX, INDEX)).isZero();
        assertThat(newAmong(TABLE, "CREATE INDEX old_id ON old (id)")).isEqualTo(1);
        assertThat(newAmong("CREATE TABLE IF NOT EXISTS item (id int)", INDEX)).isEqualTo(1);
    }

    @Test
    void whatMayChangeASettingIsNot() {
        assertThat(newAmong("SET standard_conforming_strings = off", TABLE)).isZero();
        assertThat(newAmong(TABLE, "SELECT set_config('role', 'none', false)", INDEX))
                .isEqualTo(1);
        assertThat(newAmong(TABLE, "CREATE TEMPORARY TABLE scratch (id int)")).isEqualTo(1);
    }

    @Test
    void whatSomebodyMayFeelIsNot() {
        List<Step> steps = List.of(step(TABLE, Impact.NONE), step("CREATE TABLE other (id int)", Impact.UNKNOWN));

        assertThat(NewThings.atTheBeginningOf(steps, POSTGRESQL)).hasSize(1);
    }

    private static int newAmong(String... statements) {
        List<Step> steps =
                Stream.of(statements).map(sql -> step(sql, Impact.NONE)).toList();
        return NewThings.atTheBeginningOf(steps, POSTGRESQL).size();
    }

    private static Step step(String sql, Impact impact) {
        return Step.of(
                Phase.EXPAND,
                sql,
                new StepAction.RunStatement(SqlStatement.of("test", sql, SqlSyntax.POSTGRESQL)),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                impact);
    }
}
