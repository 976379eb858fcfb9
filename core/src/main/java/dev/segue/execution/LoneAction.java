package dev.segue.execution;

import dev.segue.backfill.FillOrder;
import dev.segue.backfill.RowFiller;
import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.BoundStatement;
import dev.segue.plan.PlannedRevision;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.verification.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Does what a step does that commits by itself. Returns the number of rows that were changed.
 *
 * @param wasBegun by an earlier run, or an earlier attempt of this one
 */
record LoneAction(Workplace place, PlannedRevision revision, Step step, Duration lockTimeout, boolean wasBegun)
        implements StepAction.Visitor<Long> {

    /** What is to be written together with the news that the step is done. */
    static List<BoundStatement> afterwards(Workplace place, PlannedRevision revision, Step step) {
        return step.action() instanceof StepAction.FillRows fill && isToBeDone(place, fill)
                ? RowFiller.forgetting(batches(place, step), order(revision, step, fill))
                : List.of();
    }

    @Override
    public Long visit(StepAction.RunStatement action) {
        return run(action.statement());
    }

    @Override
    public Long visit(StepAction.CallCode action) {
        throw new IllegalStateException("code runs in a transaction: " + step.summary());
    }

    @Override
    public Long visit(StepAction.FillRows action) {
        FillOrder order = order(revision, step, action);
        if (!isToBeDone(place, action)) {
            if (wasBegun) {
                RowFiller.giveUp(batches(place, step), place.session(), order);
            }
            return 0L;
        }
        try (Filling filling = Filling.of(
                place.commission(),
                batches(place, step),
                place.session(),
                place::lend,
                order,
                place.tuning(),
                this::check)) {
            return filling.run(wasBegun);
        }
    }

    /** What only looks is done where it is asked for. */
    private static boolean isToBeDone(Workplace place, StepAction.FillRows action) {
        return !action.onlyLooks() || place.options().fills().looksForLosses(action.settings());
    }

    private void check() {
        place.cancellation().check();
        place.lookout().checkLock();
    }

    @Override
    public Long visit(StepAction.RequireNone action) {
        place.dialect()
                .prepareToRunAlone(
                        place.session(),
                        SqlStatement.of(
                                step.summary(), action.query(), place.dialect().syntax()),
                        lockTimeout);
        Requirement.check(place.session(), action);
        return 0L;
    }

    private long run(SqlStatement statement) {
        place.dialect().prepareToRunAlone(place.session(), statement, lockTimeout);
        return place.dialect().execute(place.session(), statement);
    }

    private static RowBatches batches(Workplace place, Step step) {
        return place.dialect()
                .rowBatches()
                .orElseThrow(() -> new IllegalStateException("no batches on this database: " + step.summary()));
    }

    private static FillOrder order(PlannedRevision revision, Step step, StepAction.FillRows fill) {
        return new FillOrder(
                revision.revision().id().value(),
                revision.direction().name().toLowerCase(Locale.ROOT),
                step.ordinal(),
                fill);
    }
}
