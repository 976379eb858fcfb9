package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Flaw;
import dev.segue.dialect.TrashedObject;
import dev.segue.jdbc.Session;
import dev.segue.journal.JournalProblem;
import dev.segue.journal.JournalSnapshot;
import dev.segue.journal.KeptPlanRecord;
import dev.segue.plan.Ground;
import dev.segue.plan.KeptPlan;
import dev.segue.plan.KeptPlanText;
import dev.segue.revision.Direction;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A database as it is at the moment, and what its journal says was begun. */
final class LiveGround implements Ground {

    private final Dialect dialect;
    private final Optional<Session> session;
    private final JournalSnapshot snapshot;
    private final History history;

    /** Read when it is asked for, and not once more for each revision. */
    private @Nullable List<TrashedObject> inTrash;

    /** @param session empty where there is no database yet */
    LiveGround(Dialect dialect, Optional<Session> session, JournalSnapshot snapshot, History history) {
        this.dialect = dialect;
        this.session = session;
        this.snapshot = snapshot;
        this.history = history;
    }

    @Override
    public Schema around(Set<TableName> tables) {
        return session.map(open -> dialect.introspect(open, tables)).orElse(Schema.unknown(dialect.syntax()));
    }

    @Override
    public int databaseVersion() {
        return session.map(dialect::majorVersion).orElse(0);
    }

    @Override
    public List<TrashedObject> trashed(RevisionId revision) {
        if (inTrash == null) {
            inTrash = session.flatMap(open -> dialect.trash().map(keeper -> keeper.contents(open)))
                    .orElse(List.of());
        }
        return inTrash.stream()
                .filter(object -> object.revision().equals(revision.value()))
                .toList();
    }

    @Override
    public Optional<KeptPlan> kept(RevisionId revision, Direction direction) {
        return snapshot.plan(revision, direction)
                .filter(kept -> !kept.isAsWritten() || !isEdited(revision, kept))
                .map(kept -> new KeptPlanText(dialect.syntax(), () -> content(revision)).read(kept.text()));
    }

    @Override
    public List<Revision> begun() {
        return history.graph().revisions().stream()
                .filter(revision -> snapshot.plan(revision.id(), Direction.UPGRADE)
                                .isPresent()
                        || snapshot.plan(revision.id(), Direction.DOWNGRADE).isPresent())
                .toList();
    }

    @Override
    public boolean fits(RevisionId revision, Direction direction, List<Step> steps) {
        return snapshot.steps().stream()
                .filter(begun -> begun.revision().equals(revision) && begun.direction() == direction)
                .allMatch(begun -> steps.stream()
                        .anyMatch(step -> step.ordinal() == begun.ordinal()
                                && step.checksum().equals(begun.checksum())));
    }

    @Override
    public List<Flaw> flaws(Set<TableName> tables) {
        return session.map(open -> dialect.flawsOf(open, tables)).orElse(List.of());
    }

    @Override
    public boolean isDone(RevisionId revision, Direction direction, int ordinal) {
        return snapshot.isDone(revision, direction, ordinal);
    }

    @Override
    public boolean isBegun(RevisionId revision, Direction direction, int ordinal) {
        return snapshot.steps().stream()
                .anyMatch(step ->
                        step.revision().equals(revision) && step.direction() == direction && step.ordinal() == ordinal);
    }

    @Override
    public boolean isBegun(RevisionId revision, Direction direction) {
        return snapshot.steps().stream()
                .anyMatch(step -> step.revision().equals(revision) && step.direction() == direction);
    }

    @Override
    public boolean isBeingUndone(RevisionId revision) {
        return snapshot.isBeingUndone(revision);
    }

    private RevisionContent content(RevisionId id) {
        return history.graph()
                .find(id)
                .map(revision -> revision.source().content())
                .orElseThrow(() -> JournalProblem.NOT_APPLIED.with(
                        "revision " + id + " was begun, and no file has it any more",
                        "put its file back, then finish it or take it back"));
    }

    /** Every statement of a plan as written stands in the revision, where steps that were begun are looked for one by one. */
    private boolean isEdited(RevisionId id, KeptPlanRecord kept) {
        return history.graph()
                .find(id)
                .filter(revision ->
                        kept.revisionChecksum().equals(revision.source().checksum()))
                .isEmpty();
    }
}
