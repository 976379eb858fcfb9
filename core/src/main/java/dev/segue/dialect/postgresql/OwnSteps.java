package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.StatementTraits;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.List;

/** Steps made of statements that Segue writes itself. */
final class OwnSteps {

    private static final String ORIGIN = "segue";

    private OwnSteps() {}

    static SqlStatement statement(SqlTemplate template) {
        return statement(template.sql(SqlSyntax.POSTGRESQL));
    }

    static SqlStatement statement(String sql) {
        return SqlStatement.of(ORIGIN, sql, SqlSyntax.POSTGRESQL);
    }

    /** In a short transaction of its own. */
    static Step separate(Phase phase, String summary, SqlTemplate template, Impact impact) {
        return Step.separate(phase, summary, statement(template), impact);
    }

    /** What could be run as it is written, where it is followed by other steps. */
    static List<Step> written(Operation operation, Recipe.AsWritten plain) {
        return DdlWriter.write(operation).stream()
                .map(statement -> Step.separate(Phase.EXPAND, operation.summary(), statement, plain.impact()))
                .toList();
    }

    /** In one transaction with what stands around it: for what nobody else can be using yet. */
    static Step together(Phase phase, String summary, SqlTemplate template) {
        return together(phase, summary, statement(template), Impact.NONE);
    }

    static Step together(Phase phase, String summary, SqlStatement statement, Impact impact) {
        return Step.of(
                phase,
                summary,
                new StepAction.RunStatement(statement),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                impact);
    }

    /** Alone where the database refuses it in a transaction, else in a short transaction of its own. */
    static Step running(Phase phase, String summary, SqlStatement statement, Impact impact) {
        StatementTraits traits = PostgresqlStatements.traitsOf(statement);
        return traits.transactionMode() == TransactionMode.ALONE
                ? Step.of(
                        phase,
                        summary,
                        new StepAction.RunStatement(statement),
                        TransactionMode.ALONE,
                        traits.recovery(),
                        impact)
                : Step.separate(phase, summary, statement, impact);
    }

    static Step running(Phase phase, String summary, SqlTemplate template, Impact impact) {
        return running(phase, summary, statement(template), impact);
    }

    /** Goes on only where the query finds nothing; in no transaction, because it may take long and only reads. */
    static Step requireNone(Phase phase, String query, String expectation, String remedy, Impact impact) {
        return Step.of(
                phase,
                "make sure that " + expectation,
                new StepAction.RequireNone(query, expectation, remedy),
                TransactionMode.ALONE,
                new Recovery.RunAgain(),
                impact);
    }

    static Step fill(Phase phase, String summary, TableName table, String assignments, String guard, Impact impact) {
        return fill(phase, summary, StepAction.FillRows.assigning(table, assignments, guard), impact);
    }

    /** Its place is kept by the batches themselves, so it is simply begun again after a crash. */
    static Step fill(Phase phase, String summary, StepAction.FillRows fill, Impact impact) {
        return Step.of(phase, summary, fill, TransactionMode.ALONE, new Recovery.RunAgain(), impact);
    }
}
