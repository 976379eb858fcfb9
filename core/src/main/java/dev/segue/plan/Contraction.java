package dev.segue.plan;

import dev.segue.dialect.Flaw;
import dev.segue.operation.Phase;
import dev.segue.problem.Problem;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What revisions hold back, planned once everything before it is done and sound. */
record Contraction(Drafts drafts, Ground ground) {

    /** @param revisions oldest first; those that hold nothing back are passed over */
    List<PlannedRevision> of(List<Revision> revisions) {
        List<PlannedRevision> planned = new ArrayList<>();
        for (Revision revision : revisions) {
            refuseBeingUndone(revision);
            Optional<KeptPlan> undoing = ground.kept(revision.id(), Direction.DOWNGRADE);
            undoing.ifPresent(kept -> planned.add(0, of(revision, Direction.DOWNGRADE, kept)));
        }
        for (Revision revision : revisions) {
            if (ground.kept(revision.id(), Direction.DOWNGRADE).isEmpty()) {
                ground.kept(revision.id(), Direction.UPGRADE)
                        .ifPresent(kept -> planned.add(of(revision, Direction.UPGRADE, kept)));
            }
        }
        return planned;
    }

    /** Whoever began a downgrade last does not want the upgrade to be finished. */
    private void refuseBeingUndone(Revision revision) {
        Optional<KeptPlan> upgrade = ground.kept(revision.id(), Direction.UPGRADE);
        if (upgrade.isPresent() && upgrade.get().isWayBack()) {
            throw PlanProblem.BEING_UNDONE.with(
                    "the downgrade of revision " + revision.id() + " cannot be contracted: it is being turned back",
                    "finish that with `segue upgrade " + revision.id() + "`");
        }
        boolean isUndecided = upgrade.isPresent()
                && ground.isBeingUndone(revision.id())
                && ground.kept(revision.id(), Direction.DOWNGRADE).isEmpty();
        if (isUndecided) {
            throw PlanProblem.BEING_UNDONE.with(
                    "the upgrade of revision " + revision.id()
                            + " cannot be contracted: its downgrade was begun last, and ended before its first step",
                    "take the revision back with `segue downgrade " + revision.id() + "-1`; or stay with it: run"
                            + " `segue upgrade " + revision.id() + "`, then contract it");
        }
    }

    private PlannedRevision of(Revision revision, Direction direction, KeptPlan kept) {
        refuseUndone(revision, direction, kept);
        refuseFlaws(revision, kept);
        List<Step> steps = kept.steps().stream()
                .filter(step -> step.phase() == Phase.CONTRACT)
                .toList();
        return new PlannedRevision(
                revision,
                direction,
                TransactionScope.REVISION,
                steps,
                List.of(),
                kept.shares(),
                PhaseSplit.leaving(drafts, revision, direction, steps, kept.shares()),
                direction == Direction.UPGRADE ? Ending.CONTRACTED : Ending.REVERTED,
                true);
    }

    private void refuseUndone(Revision revision, Direction direction, KeptPlan kept) {
        kept.steps().stream()
                .filter(step -> step.phase() != Phase.CONTRACT)
                .filter(step -> !ground.isDone(revision.id(), direction, step.ordinal()))
                .findFirst()
                .ifPresent(step -> {
                    String command = direction == Direction.UPGRADE ? "segue upgrade" : "segue downgrade";
                    throw PlanProblem.NOT_READY_TO_CONTRACT.with(
                            "revision " + revision.id() + " cannot be contracted before its step " + step.ordinal()
                                    + " is done: " + step.summary(),
                            "run `" + command + "` first");
                });
    }

    /**
     * Of those that the steps before the contraction made sound: others were there before, and are nobody's business here; a
     * constraint that is declared for new rows only, as the one that it replaces was, promises nothing of the old ones; and
     * what the contraction begins to declare it validates by itself.
     */
    private void refuseFlaws(Revision revision, KeptPlan kept) {
        Set<TableName> tables = new LinkedHashSet<>();
        List<Step> before = kept.steps().stream()
                .filter(step -> step.phase() != Phase.CONTRACT)
                .toList();
        before.forEach(step -> step.impact().locks().forEach(lock -> tables.add(lock.relation())));
        List<String> flaws = ground.flaws(tables).stream()
                .filter(flaw -> before.stream().anyMatch(step -> makesSound(step, flaw)))
                .map(Flaw::text)
                .toList();
        if (!flaws.isEmpty()) {
            throw Problem.of(
                            PlanProblem.NOT_SOUND,
                            "revision " + revision.id() + " cannot be contracted: " + flaws.get(0),
                            "build the index again (REINDEX INDEX CONCURRENTLY), validate the constraint"
                                    + " (VALIDATE CONSTRAINT), or take the revision back with `segue downgrade`")
                    .saying(flaws.subList(1, flaws.size()))
                    .toException();
        }
    }

    private static boolean makesSound(Step step, Flaw flaw) {
        String name = Pattern.quote(flaw.name().text());
        String words = flaw.mender().isEmpty() ? "" : Pattern.quote(flaw.mender()) + "\\s+\"?";
        return step.action() instanceof StepAction.RunStatement run
                && Pattern.compile("(?<![\\w$])" + words + name + "(?![\\w$])")
                        .matcher(run.statement().text())
                        .find();
    }
}
