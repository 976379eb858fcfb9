package dev.segue.execution;

import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Divides a revision, or a whole plan, at the points where it commits. */
final class WorkDivider {

    private WorkDivider() {}

    static boolean isOneTransaction(Plan plan) {
        return plan.revisions().stream().allMatch(revision -> revision.scope() == TransactionScope.RUN);
    }

    /** @param isDone steps that an earlier run finished already */
    static Work.Together whole(Plan plan, BiPredicate<PlannedRevision, Step> isDone) {
        List<Work.Part> parts = new ArrayList<>();
        for (PlannedRevision revision : plan.revisions()) {
            List<Step> remaining = remaining(revision, step -> isDone.test(revision, step));
            boolean isWhole = remaining.size() == revision.steps().size();
            parts.add(new Work.Part(revision, remaining, isWhole, true));
        }
        return new Work.Together(parts);
    }

    /** @param isDone steps that an earlier run finished already */
    static List<Work> divide(PlannedRevision revision, Predicate<Step> isDone) {
        List<Step> remaining = remaining(revision, isDone);
        if (revision.isAtomic() && remaining.size() == revision.steps().size()) {
            return List.of(new Work.Together(List.of(new Work.Part(revision, remaining, true, true))));
        }
        List<Work> work = new ArrayList<>();
        List<Step> together = new ArrayList<>();
        for (Step step : remaining) {
            if (!mayJoin(revision, step)) {
                flush(revision, together, work);
            }
            if (step.transactionMode() == TransactionMode.ALONE) {
                work.add(new Work.Alone(revision, step));
            } else {
                together.add(step);
                if (!mayJoin(revision, step)) {
                    flush(revision, together, work);
                }
            }
        }
        work.add(new Work.Together(List.of(new Work.Part(revision, together, false, true))));
        return work;
    }

    private static List<Step> remaining(PlannedRevision revision, Predicate<Step> isDone) {
        List<Step> remaining = new ArrayList<>();
        for (Step step : revision.steps()) {
            if (!isDone.test(step)) {
                remaining.add(step);
            }
        }
        return remaining;
    }

    private static boolean mayJoin(PlannedRevision revision, Step step) {
        return revision.scope() != TransactionScope.STATEMENT && step.transactionMode() == TransactionMode.SHARED;
    }

    private static void flush(PlannedRevision revision, List<Step> together, List<Work> work) {
        if (!together.isEmpty()) {
            work.add(new Work.Together(List.of(new Work.Part(revision, together, false, false))));
            together.clear();
        }
    }
}
