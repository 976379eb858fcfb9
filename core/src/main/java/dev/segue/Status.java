package dev.segue;

import dev.segue.journal.AppliedRevision;
import dev.segue.journal.KeptPlanRecord;
import dev.segue.journal.LogEntry;
import dev.segue.journal.StepRecord;
import dev.segue.revision.AppliedRevisions.Hole;
import dev.segue.revision.Revision;
import java.util.List;

/**
 * Where a database stands.
 *
 * @param applied in the order in which they were applied
 * @param pending revisions that are not applied, oldest first
 * @param due repeatable revisions whose text changed since they were run last
 * @param underWay steps of revisions that were begun and are not finished
 * @param held plans that wait to be contracted: what the application needs that is on its way out is still there
 * @param unknown applied revisions that no file has: the database is ahead of the files
 * @param edited applied revisions whose files say something else now
 * @param holes applied revisions that stand on ones that are not applied
 * @param failures the last failure of each pending revision that failed, newest first
 */
public record Status(
        List<AppliedRevision> applied,
        List<Revision> pending,
        List<Revision> due,
        List<StepRecord> underWay,
        List<KeptPlanRecord> held,
        List<AppliedRevision> unknown,
        List<Revision> edited,
        List<Hole> holes,
        List<LogEntry> failures) {

    public Status {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        due = List.copyOf(due);
        underWay = List.copyOf(underWay);
        held = List.copyOf(held);
        unknown = List.copyOf(unknown);
        edited = List.copyOf(edited);
        holes = List.copyOf(holes);
        failures = List.copyOf(failures);
    }

    /** True when an upgrade would have nothing to do, and nothing is in doubt. */
    public boolean isUpToDate() {
        return pending.isEmpty() && due.isEmpty() && underWay.isEmpty() && edited.isEmpty() && holes.isEmpty();
    }
}
