package dev.segue.operation;

import dev.segue.operation.FillSettings.Triggers;
import dev.segue.operation.FillSettings.Verify;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says what Java computes from the rows of a table, for what SQL cannot compute.
 *
 * <pre>{@code
 * op.backfill("orders")
 *         .read("id", "payload")
 *         .write("total_cents")
 *         .where("total_cents IS NULL")
 *         .with(row -> Totals.of(row.text("payload")));
 * }</pre>
 */
public final class RowCodeDraft {

    private final Names names;
    private final TableName table;
    private final Consumer<Operation> notes;
    private List<SqlName> read = List.of();
    private List<SqlName> written = List.of();
    private Optional<SqlExpression> condition = Optional.empty();
    private FillSettings settings = FillSettings.DEFAULT;

    RowCodeDraft(Names names, TableName table, Consumer<Operation> notes) {
        this.names = names;
        this.table = table;
        this.notes = notes;
    }

    /** The columns that the code looks at, under the names that it looks at them by. */
    public RowCodeDraft read(String... columns) {
        read = names.names(columns);
        return this;
    }

    /** The columns that get what the code returns. */
    public RowCodeDraft write(String... columns) {
        written = names.names(columns);
        return this;
    }

    /** The rows that still need it. A row that was done should not fulfil this any more. */
    public RowCodeDraft where(String rowsThatNeedIt) {
        condition = Optional.of(SqlExpression.of(rowsThatNeedIt));
        return this;
    }

    /** How many rows a batch has; without it, as many as can be written in the target time. */
    public RowCodeDraft batch(long rows) {
        settings = settings.withBatch(rows);
        return this;
    }

    /** How long a batch should take. */
    public RowCodeDraft target(Duration time) {
        settings = settings.withTarget(time);
        return this;
    }

    public RowCodeDraft workers(int workers) {
        settings = settings.withWorkers(workers);
        return this;
    }

    /** When to wait, written as behind {@code -- segue:backfill}: {@code max-rate=5000}. */
    public RowCodeDraft throttle(String nameAndValue) {
        List<String> all = new ArrayList<>(settings.throttles());
        all.add(nameAndValue);
        settings = settings.withThrottles(all);
        return this;
    }

    public RowCodeDraft verify(Verify verify) {
        settings = settings.withVerify(verify);
        return this;
    }

    public RowCodeDraft triggers(Triggers triggers) {
        settings = settings.withTriggers(triggers);
        return this;
    }

    /** Notes the backfill. */
    public void with(RowCode code) {
        if (written.isEmpty()) {
            throw OperationProblem.INCOMPLETE.with(
                    "the backfill of " + table + " writes nothing", "add write(\"column\") before with(…)");
        }
        notes.accept(new BackfillCode(table, read, written, condition, code, settings));
    }
}
