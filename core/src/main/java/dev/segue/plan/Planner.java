package dev.segue.plan;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.Flaw;
import dev.segue.dialect.OldName;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a plan of revisions that are already in the order in which they are to be run. */
public final class Planner {

    private final Dialect dialect;
    private final PlanningOptions options;

    public Planner(Dialect dialect, PlanningOptions options) {
        this.dialect = dialect;
        this.options = options;
    }

    /**
     * @throws dev.segue.problem.SegueException when a revision cannot be read, does not say how it is undone, or asks
     *     for what cannot be planned; nothing has been changed then
     */
    public Plan upgrade(List<Revision> revisions, Ground ground) {
        List<Draft> drafts = new ArrayList<>();
        for (Revision revision : revisions) {
            RevisionContent content = revision.source().content();
            Downgrades.requireWayBack(revision, content, dialect);
            drafts.add(draft(revision, content.upgrade(), content.upgradeWish()));
        }
        return checked(new Plan(Direction.UPGRADE, planned(drafts, Direction.UPGRADE, ground)));
    }

    /** @throws dev.segue.problem.SegueException when a revision cannot be undone, or cannot be read */
    public Plan downgrade(List<Revision> revisions, Ground ground) {
        List<Draft> drafts = new ArrayList<>();
        for (Revision revision : revisions) {
            RevisionContent content = revision.source().content();
            List<Operation> undoing = Downgrades.operations(revision, content, dialect);
            drafts.add(draft(revision, undoing, content.downgradeWish()));
        }
        return checked(new Plan(Direction.DOWNGRADE, planned(drafts, Direction.DOWNGRADE, ground)));
    }

    /**
     * What was held back of these revisions: of those whose downgrade waits, newest first, then of those whose upgrade
     * waits, oldest first.
     *
     * @param revisions oldest first; those that hold nothing back are passed over
     * @throws dev.segue.problem.SegueException when one of them is not that far yet
     */
    public Plan contraction(List<Revision> revisions, Ground ground) {
        List<PlannedRevision> planned = new ArrayList<>();
        for (Revision revision : revisions) {
            refuseBeingUndone(revision, ground);
            Optional<KeptPlan> undoing = ground.kept(revision.id(), Direction.DOWNGRADE);
            undoing.ifPresent(kept -> planned.add(0, contraction(revision, Direction.DOWNGRADE, kept, ground)));
        }
        for (Revision revision : revisions) {
            if (ground.kept(revision.id(), Direction.DOWNGRADE).isEmpty()) {
                ground.kept(revision.id(), Direction.UPGRADE)
                        .ifPresent(kept -> planned.add(contraction(revision, Direction.UPGRADE, kept, ground)));
            }
        }
        return new Plan(Direction.UPGRADE, planned);
    }

    /** @throws dev.segue.problem.SegueException when one of them cannot be read, or has no way back */
    public void requireReadable(Direction direction, List<Revision> revisions) {
        for (Revision revision : revisions) {
            RevisionContent content = revision.source().content();
            if (direction == Direction.UPGRADE) {
                Downgrades.requireWayBack(revision, content, dialect);
            } else {
                Downgrades.operations(revision, content, dialect);
            }
        }
    }

    /** Each revision as it stands in its file, for scripts and checks that know no database. */
    public Plan asWritten(Direction direction, List<Revision> revisions) {
        List<PlannedRevision> planned = new ArrayList<>();
        for (Revision revision : revisions) {
            RevisionContent content = revision.source().content();
            if (direction == Direction.UPGRADE) {
                Downgrades.requireWayBack(revision, content, dialect);
            }
            List<Operation> operations = direction == Direction.UPGRADE
                    ? content.upgrade()
                    : Downgrades.operations(revision, content, dialect);
            List<Intention> intentions = Intention.allVerbatim(operations, dialect);
            TransactionWish wish = direction == Direction.UPGRADE ? content.upgradeWish() : content.downgradeWish();
            StepWriter.Written written = new StepWriter(
                            dialect,
                            revision.kind(),
                            wish,
                            context(revision, Schema.unknown(dialect.syntax())),
                            new Order())
                    .write(intentions);
            Ending ending = direction == Direction.UPGRADE ? Ending.APPLIED : Ending.REVERTED;
            planned.add(new PlannedRevision(
                    revision,
                    direction,
                    scopeOf(wish),
                    written.steps(),
                    List.of(),
                    List.of(),
                    List.of(),
                    ending,
                    false));
        }
        return checked(new Plan(direction, planned));
    }

    /** A revision whose operations are understood and not yet turned into steps. */
    private record Draft(Revision revision, List<Intention> intentions, TransactionWish wish) {

        Set<TableName> tables() {
            Set<TableName> tables = new HashSet<>();
            for (Intention intention : intentions) {
                tables.addAll(intention.tables());
            }
            return tables;
        }
    }

    private Draft draft(Revision revision, List<Operation> operations, TransactionWish wish) {
        return new Draft(revision, Intention.all(operations, dialect, wish), wish);
    }

    private List<PlannedRevision> planned(List<Draft> drafts, Direction direction, Ground ground) {
        List<PlannedRevision> planned = new ArrayList<>();
        Set<TableName> wanted = tablesToLookAt(drafts, direction, ground);
        World world = new World(wanted.isEmpty() ? Schema.unknown(dialect.syntax()) : ground.around(wanted));
        int version = wanted.isEmpty() ? 0 : ground.databaseVersion();
        Order order = options.rollout() == Rollout.PHASED ? orderAfter(ground, drafts) : new Order();
        List<Draft> turnedBack = new ArrayList<>();
        for (Draft draft : drafts) {
            Revision revision = draft.revision();
            Schema schema = world.with(draft.tables());
            refuseAfterTurnedBack(draft, turnedBack);
            if (direction == Direction.UPGRADE && ground.isBeingUndone(revision.id())) {
                planned.add(turnedBack(draft, ground, schema, version));
                turnedBack.add(draft);
                continue;
            }
            Optional<KeptPlan> kept = ground.kept(revision.id(), direction);
            Optional<KeptPlan> begun =
                    direction == Direction.DOWNGRADE ? ground.kept(revision.id(), Direction.UPGRADE) : Optional.empty();
            begun.ifPresent(plan -> refuseEdited(revision, plan));
            begun.ifPresent(plan -> refuseTurnedBack(revision, plan));
            if (kept.filter(plan -> !isEdited(revision, plan)).isPresent()) {
                PlannedRevision resumed = resumed(revision, direction, kept.get(), scopeOf(draft.wish()));
                planned.add(resumed);
                if (resumed.leavesContraction()) {
                    remember(order, revision, direction, kept.get());
                }
                world.become(after(draft, schema));
            } else if (begun.isPresent()) {
                planned.add(retreat(draft, begun.get(), ground, schema, version));
                world.become(after(draft, schema));
            } else {
                StepWriter.Written written = new StepWriter(
                                dialect,
                                revision.kind(),
                                draft.wish(),
                                inDirection(
                                        direction,
                                        revision,
                                        ground,
                                        context(revision, schema).withDatabaseVersion(version)),
                                options.rollout() == Rollout.PHASED ? order : new Order())
                        .write(draft.intentions());
                if (kept.filter(plan -> !plan.shares().isEmpty()).isPresent()
                        && !ground.fits(revision.id(), direction, written.steps())) {
                    refuseEdited(revision, kept.get());
                }
                planned.add(divided(
                        revision,
                        direction,
                        scopeOf(draft.wish()),
                        written.steps(),
                        written.shares(),
                        options.phases(),
                        false));
                world.become(written.after());
            }
        }
        return planned;
    }

    /** Only where an operation may take another form than its own does it matter what the tables are like. */
    private Set<TableName> tablesToLookAt(List<Draft> drafts, Direction direction, Ground ground) {
        Set<TableName> made = new HashSet<>();
        Set<TableName> wanted = new HashSet<>();
        for (Draft draft : drafts) {
            boolean isPlannedAfresh =
                    ground.kept(draft.revision().id(), direction).isEmpty();
            for (Intention intention : draft.intentions()) {
                made.addAll(intention.made());
                if (intention.isFree() && isPlannedAfresh) {
                    addMissing(intention.tables(), made, wanted);
                }
            }
        }
        return wanted;
    }

    private static void addMissing(Set<TableName> candidates, Set<TableName> made, Set<TableName> wanted) {
        for (TableName table : candidates) {
            if (!made.contains(table)) {
                wanted.add(table);
            }
        }
    }

    /** What was begun before, in whatever direction, and is not going to be finished or undone in this run. */
    private Order orderAfter(Ground ground, List<Draft> drafts) {
        Order order = new Order();
        for (Revision revision : ground.begun()) {
            boolean isOver =
                    drafts.stream().anyMatch(draft -> draft.revision().id().equals(revision.id()));
            if (!isOver) {
                for (Direction direction : Direction.values()) {
                    ground.kept(revision.id(), direction)
                            .filter(kept -> !kept.isWayBack())
                            .ifPresent(kept -> remember(order, revision, direction, kept));
                }
            }
        }
        return order;
    }

    /** Others have to wait for what it leaves to be contracted. */
    private void remember(Order order, Revision revision, Direction direction, KeptPlan kept) {
        List<Intention> asked = asked(revision, direction);
        order.goToHeld(revision.id().value());
        for (Share share : kept.shares()) {
            List<Step> contraction = kept.steps().stream()
                    .filter(step -> share.ordinals().contains(step.ordinal()))
                    .filter(step -> step.phase() == Phase.CONTRACT)
                    .toList();
            if (!contraction.isEmpty()) {
                asked.get(share.operation()).meaning().forEach(operation -> order.remember(operation, contraction));
            }
        }
    }

    /** What a downgrade has left behind is still to be seen in the database that the others would be planned on. */
    private static void refuseAfterTurnedBack(Draft draft, List<Draft> turnedBack) {
        for (Draft before : turnedBack) {
            if (!Collections.disjoint(before.tables(), draft.tables())) {
                throw PlanProblem.CANNOT_BE_ORDERED.with(
                        "revision " + draft.revision().id() + " has to wait until the downgrade of revision "
                                + before.revision().id() + " is turned back, which changes the same tables",
                        "run `segue upgrade " + before.revision().id() + "` first");
            }
        }
    }

    private static Schema after(Draft draft, Schema before) {
        Schema after = before;
        for (Intention intention : draft.intentions()) {
            after = intention.applyTo(after);
        }
        return after;
    }

    /** On the way back, what the revision dropped is brought back instead of being made anew. */
    private static PlanningContext inDirection(
            Direction direction, Revision revision, Ground ground, PlanningContext context) {
        return direction == Direction.DOWNGRADE ? context.withTrash(ground.trashed(revision.id())) : context;
    }

    private PlanningContext context(Revision revision, Schema schema) {
        return new PlanningContext(
                schema, revision.id().value(), options.rollout(), options.smallTableRows(), options.smallTableBytes());
    }

    private TransactionScope scopeOf(TransactionWish wish) {
        return wish == TransactionWish.NONE ? TransactionScope.STATEMENT : options.scope();
    }

    private PlannedRevision resumed(Revision revision, Direction direction, KeptPlan kept, TransactionScope scope) {
        Set<Phase> phases = new HashSet<>(options.phases());
        return divided(revision, direction, scope, kept.steps(), kept.shares(), phases, true);
    }

    private PlannedRevision divided(
            Revision revision,
            Direction direction,
            TransactionScope scope,
            List<Step> steps,
            List<Share> shares,
            Set<Phase> phases,
            boolean isKept) {
        List<Step> now = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        for (Step step : steps) {
            (phases.contains(step.phase()) ? now : later).add(step);
        }
        return new PlannedRevision(
                revision,
                direction,
                scope,
                now,
                later,
                shares,
                leaving(revision, direction, steps, shares),
                ending(direction, later),
                isKept);
    }

    private List<OldName> leaving(Revision revision, Direction direction, List<Step> steps, List<Share> shares) {
        if (shares.isEmpty() || steps.stream().noneMatch(step -> step.phase() == Phase.CONTRACT)) {
            return List.of();
        }
        return Leaving.with(steps, shares, asked(revision, direction));
    }

    /** What the revision asks for in this direction, by the places that shares tell. */
    private List<Intention> asked(Revision revision, Direction direction) {
        RevisionContent content = revision.source().content();
        boolean isUpgrade = direction == Direction.UPGRADE;
        List<Operation> operations = isUpgrade ? content.upgrade() : Downgrades.operations(revision, content, dialect);
        return draft(revision, operations, isUpgrade ? content.upgradeWish() : content.downgradeWish())
                .intentions();
    }

    private static Ending ending(Direction direction, List<Step> later) {
        if (later.isEmpty()) {
            return direction == Direction.UPGRADE ? Ending.APPLIED : Ending.REVERTED;
        }
        boolean isOnlyContraction = later.stream().allMatch(step -> step.phase() == Phase.CONTRACT);
        return isOnlyContraction ? Ending.HELD : Ending.UNFINISHED;
    }

    /** Whoever began a downgrade last does not want the upgrade to be finished. */
    private static void refuseBeingUndone(Revision revision, Ground ground) {
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

    private PlannedRevision contraction(Revision revision, Direction direction, KeptPlan kept, Ground ground) {
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
        refuseFlaws(revision, kept, ground);
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
                leaving(revision, direction, steps, kept.shares()),
                direction == Direction.UPGRADE ? Ending.CONTRACTED : Ending.REVERTED,
                true);
    }

    /**
     * Of those that the steps before the contraction speak of: others were there before, and are nobody's business here;
     * and what the contraction begins to declare it validates by itself.
     */
    private static void refuseFlaws(Revision revision, KeptPlan kept, Ground ground) {
        Set<TableName> tables = new LinkedHashSet<>();
        List<Step> before = kept.steps().stream()
                .filter(step -> step.phase() != Phase.CONTRACT)
                .toList();
        before.forEach(step -> step.impact().locks().forEach(lock -> tables.add(lock.relation())));
        List<String> flaws = ground.flaws(tables).stream()
                .filter(flaw -> before.stream()
                        .anyMatch(step -> mentions(step, flaw.name().text())))
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

    private static boolean mentions(Step step, String name) {
        return step.action() instanceof StepAction.RunStatement run
                && Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                        .matcher(run.statement().text())
                        .find();
    }

    private static boolean isEdited(Revision revision, KeptPlan begun) {
        return !begun.revisionChecksum().equals(revision.source().checksum());
    }

    private static void refuseEdited(Revision revision, KeptPlan begun) {
        if (isEdited(revision, begun)) {
            throw PlanProblem.EDITED_SINCE_BEGUN.with(
                    "revision " + revision.id() + " was edited after it had been begun: "
                            + revision.source().location(),
                    "put the file back as it was, finish it or take it back with `segue downgrade`, then edit it");
        }
    }

    private PlannedRevision retreat(Draft draft, KeptPlan begun, Ground ground, Schema schema, int version) {
        List<Step> steps = new Retreat(
                        dialect,
                        ground,
                        begun,
                        context(draft.revision(), schema).withDatabaseVersion(version))
                .of(draft.revision(), draft.intentions());
        return new PlannedRevision(
                draft.revision(),
                Direction.DOWNGRADE,
                TransactionScope.REVISION,
                steps,
                List.of(),
                List.of(Share.WAY_BACK),
                List.of(),
                Ending.REVERTED,
                false);
    }

    /** The revision is applied and stays so; what its downgrade has begun is taken back. */
    private PlannedRevision turnedBack(Draft draft, Ground ground, Schema schema, int version) {
        Revision revision = draft.revision();
        Optional<KeptPlan> again = ground.kept(revision.id(), Direction.UPGRADE).filter(KeptPlan::isWayBack);
        if (again.isPresent()) {
            return turnedBack(revision, again.get().steps(), true);
        }
        Optional<KeptPlan> undoing = ground.kept(revision.id(), Direction.DOWNGRADE);
        if (undoing.isEmpty() && !ground.isBegun(revision.id(), Direction.DOWNGRADE)) {
            return turnedBack(revision, List.of(), false);
        }
        undoing.ifPresent(plan -> refuseEdited(revision, plan));
        if (undoing.isEmpty() || undoing.get().isWayBack() || undoing.get().isAsWritten()) {
            throw PlanProblem.CANNOT_TURN_BACK.with(
                    "the downgrade of revision " + revision.id() + " is half-way and cannot be turned back",
                    "finish it with `segue downgrade " + revision.id() + "-1`, then upgrade again");
        }
        List<Step> steps = new TurningBack(
                        dialect,
                        ground,
                        undoing.get(),
                        context(revision, schema).withDatabaseVersion(version))
                .of(revision, asked(revision, Direction.DOWNGRADE), draft.intentions());
        return turnedBack(revision, steps, false);
    }

    private static PlannedRevision turnedBack(Revision revision, List<Step> steps, boolean isKept) {
        return new PlannedRevision(
                revision,
                Direction.UPGRADE,
                TransactionScope.REVISION,
                steps,
                List.of(),
                steps.isEmpty() ? List.of() : List.of(Share.WAY_BACK),
                List.of(),
                Ending.RETAINED,
                isKept);
    }

    private static void refuseTurnedBack(Revision revision, KeptPlan upgrade) {
        if (upgrade.isWayBack()) {
            throw PlanProblem.CANNOT_TURN_BACK.with(
                    "the downgrade of revision " + revision.id() + " is being turned back, which is half-way",
                    "finish that with `segue upgrade " + revision.id() + "`, then downgrade again");
        }
    }

    private Plan checked(Plan plan) {
        plan.revisions().forEach(Planner::requireReadableRestraints);
        if (options.scope() == TransactionScope.RUN) {
            plan.revisions().stream()
                    .filter(planned -> !planned.isAtomic())
                    .findFirst()
                    .ifPresent(planned -> {
                        throw PlanProblem.NOT_IN_ONE_TRANSACTION.with(
                                "one transaction for the whole run was asked for, but revision "
                                        + planned.revision().id() + " holds " + offending(planned),
                                "run with one transaction for each revision");
                    });
        }
        return plan;
    }

    /** Found now, and not when the steps before have run. */
    private static void requireReadableRestraints(PlannedRevision planned) {
        for (Step step : planned.allSteps()) {
            if (step.action() instanceof StepAction.FillRows fill) {
                try {
                    Restraint.read(fill.settings().throttles());
                } catch (SegueException unreadable) {
                    throw unreadable
                            .problem()
                            .saying(List.of("asked for by revision "
                                    + planned.revision().id() + ": " + step.summary()))
                            .toException();
                }
            }
        }
    }

    private static String offending(PlannedRevision planned) {
        return planned.allSteps().stream()
                .filter(step -> step.transactionMode() != TransactionMode.SHARED)
                .findFirst()
                .map(step -> "a statement that cannot share it: " + step.summary())
                .orElse("-- segue:no-transaction");
    }
}
