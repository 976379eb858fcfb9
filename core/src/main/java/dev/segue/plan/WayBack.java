package dev.segue.plan;

import dev.segue.dialect.PlanningContext;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.step.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the downgrade of a revision can be put in order once the upgrade is contracted, because the moment at which it
 * is needed is the wrong one to find out. Where nobody is at work, and on tables that nobody uses yet, any order will do.
 */
record WayBack(Drafts drafts) {

    /**
     * @param contracted what the upgrade will have left
     * @throws dev.segue.problem.SegueException when two operations of the downgrade need each other's last phase
     */
    void requireOrder(Draft upgrade, PlanningContext contracted) {
        boolean isInUse = contracted.rollout() == Rollout.PHASED
                && upgrade.tables().stream().anyMatch(table -> !contracted.isNew(table));
        if (isInUse) {
            conflict(upgrade.revision(), contracted).ifPresent(problem -> {
                throw problem.toException();
            });
        }
    }

    /** The same for a whole history, as if each revision were applied to tables in use. */
    List<Problem> doubts(List<Revision> revisions) {
        List<Problem> doubts = new ArrayList<>();
        if (drafts.options().rollout() != Rollout.PHASED) {
            return doubts;
        }
        World world = new World(Schema.unknown(drafts.dialect().syntax()));
        for (Revision revision : revisions) {
            Draft upgrade = drafts.of(revision, Direction.UPGRADE);
            Schema after = upgrade.after(world.with(upgrade.tables()));
            conflict(revision, drafts.context(revision, inUse(after))).ifPresent(doubts::add);
            world.become(after);
        }
        return doubts;
    }

    private static Schema inUse(Schema schema) {
        List<Table> tables = schema.tables().stream()
                .map(table -> table.withSize(TableSize.UNKNOWN))
                .toList();
        return schema.withTables(tables);
    }

    private Optional<Problem> conflict(Revision revision, PlanningContext contracted) {
        if (revision.source().content().downgrade() instanceof Downgrade.Irreversible) {
            return Optional.empty();
        }
        Draft downgrade = drafts.of(revision, Direction.DOWNGRADE);
        boolean isSingle = downgrade.intentions().stream()
                        .mapToInt(intention -> intention.meaning().size())
                        .sum()
                < 2;
        if (isSingle) {
            return Optional.empty();
        }
        try {
            new StepWriter(drafts.dialect(), revision.kind(), downgrade.wish(), contracted, new Order())
                    .write(downgrade.intentions());
            return Optional.empty();
        } catch (SegueException refusal) {
            return Optional.of(refusal.problem())
                    .filter(problem -> problem.code() == PlanProblem.CANNOT_BE_ORDERED)
                    .map(problem -> asked(revision, problem));
        }
    }

    private static Problem asked(Revision revision, Problem problem) {
        return Problem.of(
                PlanProblem.NO_ORDERED_WAY_BACK,
                "revision " + revision.id() + " could not be taken back once it is contracted: in its downgrade, "
                        + problem.headline(),
                "divide it into two revisions, each with its own downgrade; or say that there is no way back:"
                        + " `-- segue:irreversible \"reason\"` in its downgrade");
    }
}
