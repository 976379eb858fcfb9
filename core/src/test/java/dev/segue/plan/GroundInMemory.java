package dev.segue.plan;

import dev.segue.dialect.Flaw;
import dev.segue.dialect.TrashedObject;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database that looks like the given schema, on which nothing was begun. */
public record GroundInMemory(Schema schema) implements Ground {

    @Override
    public Schema around(Set<TableName> tables) {
        return schema;
    }

    @Override
    public int databaseVersion() {
        return 0;
    }

    @Override
    public List<TrashedObject> trashed(RevisionId revision) {
        return List.of();
    }

    @Override
    public Optional<KeptPlan> kept(RevisionId revision, Direction direction) {
        return Optional.empty();
    }

    @Override
    public List<Revision> begun() {
        return List.of();
    }

    @Override
    public boolean fits(RevisionId revision, Direction direction, List<Step> steps) {
        return true;
    }

    @Override
    public List<Flaw> flaws(Set<TableName> tables) {
        return List.of();
    }

    @Override
    public boolean isBegun(RevisionId revision, Direction direction, int ordinal) {
        return false;
    }

    @Override
    public boolean isBegun(RevisionId revision, Direction direction) {
        return false;
    }

    @Override
    public boolean isBeingUndone(RevisionId revision) {
        return false;
    }

    @Override
    public boolean isDone(RevisionId revision, Direction direction, int ordinal) {
        return false;
    }
}
