package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.journal.JournalSnapshot;
import dev.segue.operation.Operation;
import dev.segue.operation.RunCode;
import dev.segue.plan.Ground;
import dev.segue.plan.KeptPlan;
import dev.segue.plan.KeptPlanText;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A database as it is at the moment, and what its journal says was begun. */
final class LiveGround implements Ground {

    private final Dialect dialect;
    private final Function<Set<TableName>, Schema> reader;
    private final JournalSnapshot snapshot;
    private final History history;

    /** @param reader looks at the database around some tables */
    LiveGround(Dialect dialect, Function<Set<TableName>, Schema> reader, JournalSnapshot snapshot, History history) {
        this.dialect = dialect;
        this.reader = reader;
        this.snapshot = snapshot;
        this.history = history;
    }

    @Override
    public Schema around(Set<TableName> tables) {
        return reader.apply(tables);
    }

    @Override
    public Optional<KeptPlan> kept(RevisionId revision, Direction direction) {
        return snapshot.plan(revision, direction)
                .map(kept -> new KeptPlanText(dialect.syntax(), description -> code(revision, description))
                        .read(kept.text()));
    }

    @Override
    public List<Revision> begun() {
        return history.graph().revisions().stream()
                .filter(revision ->
                        snapshot.plan(revision.id(), Direction.UPGRADE).isPresent())
                .toList();
    }

    @Override
    public boolean isDone(RevisionId revision, Direction direction, int ordinal) {
        return snapshot.isDone(revision, direction, ordinal);
    }

    private Optional<RunCode> code(RevisionId id, String description) {
        return history.graph().find(id).flatMap(revision -> {
            RevisionContent content = revision.source().content();
            List<Operation> operations = new ArrayList<>(content.upgrade());
            if (content.downgrade() instanceof Downgrade.Steps steps) {
                operations.addAll(steps.operations());
            }
            return operations.stream()
                    .filter(RunCode.class::isInstance)
                    .map(RunCode.class::cast)
                    .filter(code -> code.description().equals(description))
                    .findFirst();
        });
    }
}
