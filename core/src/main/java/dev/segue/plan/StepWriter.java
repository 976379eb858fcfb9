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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

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
        return new Step(
                ordinal,
                Phase.EXPAND,
                operation.summary(),
                checksum(statement.normalized()),
                new StepAction.RunStatement(statement),
                traits.transactionMode(),
                traits.recovery(),
                Impact.UNKNOWN);
    }

    private Step step(RunCode operation) {
        return new Step(
                ordinal,
                Phase.EXPAND,
                operation.summary(),
                checksum(operation.summary()),
                new StepAction.CallCode(operation.description(), operation.code()),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                Impact.UNKNOWN);
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

    private static String checksum(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(Objects.requireNonNull(everyJavaHasIt.getMessage()), everyJavaHasIt);
        }
    }
}
