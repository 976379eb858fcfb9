package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a plan of revisions that are already in the order in which they are to be run. */
public final class Planner {

    private final Dialect dialect;
    private final PlanningOptions options;
    private final Drafts drafts;
    private final WayBack wayBack;

    public Planner(Dialect dialect, PlanningOptions options) {
        this.dialect = dialect;
        this.options = options;
        this.drafts = new Drafts(dialect, options);
        this.wayBack = new WayBack(drafts);
    }

    /**
     * @throws dev.segue.problem.SegueException when a revision cannot be read, does not say how it is undone, or asks
     *     for what cannot be planned, in either direction; nothing has been changed then
     */
    public Plan upgrade(List<Revision> revisions, Ground ground) {
        List<Draft> wanted = new ArrayList<>();
        for (Revision revision : revisions) {
            Downgrades.requireWayBack(revision, revision.source().content(), dialect);
            wanted.add(drafts.of(revision, Direction.UPGRADE));
        }
        return checked(new Plan(Direction.UPGRADE, planned(wanted, Direction.UPGRADE, ground)));
    }

    /** @throws dev.segue.problem.SegueException when a revision cannot be undone, or cannot be read */
    public Plan downgrade(List<Revision> revisions, Ground ground) {
        List<Draft> wanted = new ArrayList<>();
        for (Revision revision : revisions) {
            wanted.add(drafts.of(revision, Direction.DOWNGRADE));
        }
        return checked(new Plan(Direction.DOWNGRADE, planned(wanted, Direction.DOWNGRADE, ground)));
    }

    /**
     * What was held back of these revisions: of those whose downgrade waits, newest first, then of those whose upgrade
     * waits, oldest first.
     *
     * @param revisions oldest first; those that hold nothing back are passed over
     * @throws dev.segue.problem.SegueException when one of them is not that far yet
     */
    public Plan contraction(List<Revision> revisions, Ground ground) {
        return new Plan(Direction.UPGRADE, new Contraction(drafts, ground).of(revisions));
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
            planned.add(asWritten(direction, revision));
        }
        return checked(new Plan(direction, planned));
    }

    private PlannedRevision asWritten(Direction direction, Revision revision) {
        RevisionContent content = revision.source().content();
        if (direction == Direction.UPGRADE) {
            Downgrades.requireWayBack(revision, content, dialect);
        }
        List<Operation> operations =
                direction == Direction.UPGRADE ? content.upgrade() : Downgrades.operations(revision, content, dialect);
        TransactionWish wish = direction == Direction.UPGRADE ? content.upgradeWish() : content.downgradeWish();
        PlanningContext nothingKnown = drafts.context(revision, Schema.unknown(dialect.syntax()));
        StepWriter.Written written = new StepWriter(dialect, revision.kind(), wish, nothingKnown, new Order())
                .write(Intention.allVerbatim(operations, dialect));
        return new PlannedRevision(
                revision,
                direction,
                drafts.scopeOf(wish),
                written.steps(),
                List.of(),
                List.of(),
                List.of(),
                direction == Direction.UPGRADE ? Ending.APPLIED : Ending.REVERTED,
                false);
    }

    /**
     * What is to be known of these revisions before they are applied, as far as it shows without a database: ways back that
     * would be refused.
     *
     * @param revisions the whole history, oldest first
     */
    public List<Problem> doubts(List<Revision> revisions) {
        return wayBack.doubts(revisions);
    }

    private List<PlannedRevision> planned(List<Draft> wanted, Direction direction, Ground ground) {
        List<PlannedRevision> planned = new ArrayList<>();
        Set<TableName> tables = tablesToLookAt(wanted, direction, ground);
        World world = new World(tables.isEmpty() ? Schema.unknown(dialect.syntax()) : ground.around(tables));
        int version = tables.isEmpty() ? 0 : ground.databaseVersion();
        Order order = options.rollout() == Rollout.PHASED
                ? Order.after(begunBefore(ground, wanted), world.with(Set.of()))
                : new Order();
        PhaseSplit split = new PhaseSplit(drafts, options.phases());
        ChangeOfDirection change = new ChangeOfDirection(drafts, ground, version);
        for (Draft draft : wanted) {
            Revision revision = draft.revision();
            TransactionScope scope = drafts.scopeOf(draft.wish());
            Schema schema = world.with(draft.tables());
            change.refuseToFollow(draft);
            if (direction == Direction.UPGRADE && ground.isBeingUndone(revision.id())) {
                planned.add(change.turnedBack(draft, schema));
                continue;
            }
            Optional<KeptPlan> kept = ground.kept(revision.id(), direction);
            Optional<KeptPlan> begun = direction == Direction.DOWNGRADE ? change.begun(draft) : Optional.empty();
            if (kept.filter(plan -> !plan.isEdited(revision)).isPresent()) {
                PlannedRevision resumed = split.of(
                        revision,
                        direction,
                        scope,
                        kept.get().steps(),
                        kept.get().shares(),
                        true);
                planned.add(resumed);
                if (resumed.leavesContraction()) {
                    order.remember(new Held(draft, kept.get()), schema);
                }
                world.become(draft.after(schema));
            } else if (begun.isPresent()) {
                planned.add(change.retreat(draft, begun.get(), schema));
                world.become(draft.after(schema));
            } else {
                PlanningContext context = inDirection(
                        direction,
                        revision,
                        ground,
                        drafts.context(revision, schema).withDatabaseVersion(version));
                StepWriter.Written written = new StepWriter(
                                dialect,
                                revision.kind(),
                                draft.wish(),
                                context,
                                options.rollout() == Rollout.PHASED ? order : new Order())
                        .write(draft.intentions());
                if (kept.filter(plan -> !plan.shares().isEmpty()).isPresent()
                        && !ground.fits(revision.id(), direction, written.steps())) {
                    kept.get().refuseEdited(revision);
                }
                if (direction == Direction.UPGRADE) {
                    wayBack.requireOrder(draft, context.with(written.after()));
                }
                planned.add(split.of(revision, direction, scope, written.steps(), written.shares(), false));
                world.become(written.after());
            }
        }
        return planned;
    }

    /**
     * Only where an operation may take another form than its own does it matter what the tables are like; and what is in the
     * trash is to be found by names without a schema too. What a downgrade would make anew is still there as long as the upgrade
     * is not contracted.
     */
    private static Set<TableName> tablesToLookAt(List<Draft> wanted, Direction direction, Ground ground) {
        Set<TableName> made = new HashSet<>();
        Set<TableName> tables = new HashSet<>();
        for (Draft draft : wanted) {
            boolean isPlannedAfresh =
                    ground.kept(draft.revision().id(), direction).isEmpty();
            if (direction == Direction.DOWNGRADE) {
                ground.trashed(draft.revision().id()).forEach(object -> tables.add(object.table()));
            }
            boolean isThereYet = direction == Direction.DOWNGRADE
                    && ground.kept(draft.revision().id(), Direction.UPGRADE).isPresent();
            for (Intention intention : draft.intentions()) {
                if (!isThereYet) {
                    made.addAll(intention.made());
                }
                if (intention.isFree() && isPlannedAfresh) {
                    addMissing(intention.tables(), made, tables);
                }
            }
        }
        return tables;
    }

    private static void addMissing(Set<TableName> candidates, Set<TableName> made, Set<TableName> wanted) {
        for (TableName table : candidates) {
            if (!made.contains(table)) {
                wanted.add(table);
            }
        }
    }

    /** What was begun before, in whatever direction, and is not going to be finished or undone in this run. */
    private List<Held> begunBefore(Ground ground, List<Draft> wanted) {
        List<Held> held = new ArrayList<>();
        for (Revision revision : ground.begun()) {
            boolean isOver =
                    wanted.stream().anyMatch(draft -> draft.revision().id().equals(revision.id()));
            if (!isOver) {
                for (Direction direction : Direction.values()) {
                    ground.kept(revision.id(), direction)
                            .filter(kept -> !kept.isWayBack())
                            .ifPresent(kept -> held.add(new Held(drafts.of(revision, direction), kept)));
                }
            }
        }
        return held;
    }

    /** On the way back, what the revision dropped is brought back instead of being made anew. */
    private static PlanningContext inDirection(
            Direction direction, Revision revision, Ground ground, PlanningContext context) {
        return direction == Direction.DOWNGRADE ? context.withTrash(ground.trashed(revision.id())) : context;
    }

    private Plan checked(Plan plan) {
        return Checked.plan(plan, options.scope());
    }
}
