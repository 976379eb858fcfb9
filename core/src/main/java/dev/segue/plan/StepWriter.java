package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.StatementTraits;
import dev.segue.dialect.TransactionControl;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.problem.Problem;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Impact;
import dev.segue.step.Recovery;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;

/** Turns the operations of one revision into its steps. */
final class StepWriter {

    private final Dialect dialect;
    private final TransactionWish wish;
    private int ordinal;

    private StepWriter(Dialect dialect, TransactionWish wish) {
        this.dialect = dialect;
        this.wish = wish;
    }

    static List<Step> write(List<Operation> operations, Dialect dialect, TransactionWish wish) {
        StepWriter writer = new StepWriter(dialect, wish);
        List<Step> steps = new ArrayList<>();
        for (Operation operation : withoutOuterTransaction(operations, dialect)) {
            writer.ordinal++;
            steps.add(writer.step(operation));
        }
        return steps;
    }

    private Step step(Operation operation) {
        if (operation instanceof ExecuteSql sql) {
            return step(sql);
        }
        if (operation instanceof RunCode code) {
            return step(code);
        }
        throw new IllegalStateException("not planned yet: " + operation.summary());
    }

    private Step step(ExecuteSql operation) {
        SqlStatement statement = operation.statement();
        refuseTransactionControl(statement);
        StatementTraits traits = wish == TransactionWish.NONE
                ? dialect.traitsWithoutTransaction(statement)
                : dialect.traitsOf(statement);
        return Step.of(
                        Phase.EXPAND,
                        operation.summary(),
                        new StepAction.RunStatement(statement),
                        traits.transactionMode(),
                        traits.recovery(),
                        Impact.UNKNOWN)
                .at(ordinal);
    }

    private Step step(RunCode operation) {
        return Step.of(
                        Phase.EXPAND,
                        operation.summary(),
                        new StepAction.CallCode(operation.description(), operation.code()),
                        TransactionMode.SHARED,
                        new Recovery.Atomic(),
                        Impact.UNKNOWN)
                .at(ordinal);
    }

    private void refuseTransactionControl(SqlStatement statement) {
        if (dialect.transactionControlOf(statement) == TransactionControl.NONE) {
            return;
        }
        throw Problem.of(
                        PlanProblem.TRANSACTION_CONTROL,
                        "\"" + statement.asWritten().strip()
                                + "\" ends or begins the transaction that Segue runs the revision in",
                        "remove the statement; where it should commit in between, make it two revisions")
                .at(statement.source().excerptAt(statement.start()))
                .toException();
    }

    /** A file that is one transaction from end to end means what Segue does anyway. */
    private static List<Operation> withoutOuterTransaction(List<Operation> operations, Dialect dialect) {
        boolean isWrapped = operations.size() >= 2
                && controlOf(operations.get(0), dialect) == TransactionControl.BEGIN
                && controlOf(operations.get(operations.size() - 1), dialect) == TransactionControl.COMMIT;
        return isWrapped ? operations.subList(1, operations.size() - 1) : operations;
    }

    private static TransactionControl controlOf(Operation operation, Dialect dialect) {
        return operation instanceof ExecuteSql sql
                ? dialect.transactionControlOf(sql.statement())
                : TransactionControl.NONE;
    }
}
