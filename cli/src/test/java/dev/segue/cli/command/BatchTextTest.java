package dev.segue.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.ddl.DrivenStatementReader;
import dev.segue.operation.FillSettings;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchTextTest {

    private static final TableName ORDERS = TableName.of("public", "orders");

    @Test
    void aStatementIsShownAsItIsWrittenWithTheTableThatDrives() {
        String sql = "INSERT INTO archive SELECT * FROM orders o";
        RowWork work = new RowWork.UserStatement(
                DrivenStatementReader.read(SqlStatement.of("a file", sql, SqlSyntax.POSTGRESQL), Optional.empty()));

        assertThat(BatchText.of(new StepAction.FillRows(ORDERS, work, FillSettings.DEFAULT)))
                .isEqualTo(sql + "\n-- in batches over public.orders");
        assertThat(BatchText.of(new StepAction.FillRows(
                        ORDERS,
                        work,
                        FillSettings.DEFAULT.withBatch(500).withWorkers(2).withThrottles(List.of("max-rate=5000")))))
                .endsWith("over public.orders: 500 rows each, 2 workers, max-rate=5000");
    }

    @Test
    void ofJavaItIsShownWhatItReadsAndWrites() {
        RowWork work = new RowWork.RowFunction(
                List.of(SqlName.of("id"), SqlName.of("Odd")),
                List.of(SqlName.of("total")),
                "total IS NULL",
                "compute",
                row -> 1);

        assertThat(BatchText.of(new StepAction.FillRows(ORDERS, work, FillSettings.DEFAULT)))
                .isEqualTo("Java: computes total from id, \"Odd\" of public.orders WHERE total IS NULL\n"
                        + "-- in batches over public.orders");
    }
}
