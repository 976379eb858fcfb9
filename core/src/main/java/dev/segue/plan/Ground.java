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

/** What a plan stands on besides the revisions: the database as it is, and what was begun on it. */
public interface Ground {

    /** What the database looks like around these tables. Asked for once in a plan, and only where it matters. */
    Schema around(Set<TableName> tables);

    /** The major version of the server; 0 where it is not known. */
    int databaseVersion();

    /** What this revision dropped and the trash still holds. */
    List<TrashedObject> trashed(RevisionId revision);

    /** The plan that was kept when this revision was begun in this direction. */
    Optional<KeptPlan> kept(RevisionId revision, Direction direction);

    /** Revisions that were begun and are not finished, or wait to be contracted, oldest first. */
    List<Revision> begun();

    /** True when all steps of the revision that were begun are among these, each in its place. */
    boolean fits(RevisionId revision, Direction direction, List<Step> steps);

    /** Indexes and constraints of these tables that do not hold what they promise. */
    List<Flaw> flaws(Set<TableName> tables);

    /** True for a step that the journal knows of, whether it came to its end or not. */
    boolean isBegun(RevisionId revision, Direction direction, int ordinal);

    /** The same for any of its steps. */
    boolean isBegun(RevisionId revision, Direction direction);

    /** True for an applied revision whose downgrade was begun, even if no step of it has run yet. */
    boolean isBeingUndone(RevisionId revision);

    /** True for a step that the journal says was run to its end. */
    boolean isDone(RevisionId revision, Direction direction, int ordinal);
}
