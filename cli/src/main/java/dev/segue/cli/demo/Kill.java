package dev.segue.cli.demo;

import dev.segue.journal.AppliedRevision;
import dev.segue.journal.StepRecord;
import dev.segue.revision.RevisionId;
import java.util.List;

/**
 * How an upgrade died, and what it left.
 *
 * @param doing what the server did for it at that moment
 * @param applied revisions that were applied by then, those from before included
 * @param halfWay the step that the journal says may have run
 * @param invalidIndex the index that is half built
 */
record Kill(long pid, String doing, List<AppliedRevision> applied, StepRecord halfWay, String invalidIndex) {

    Kill {
        applied = List.copyOf(applied);
    }

    RevisionId revision() {
        return halfWay.revision();
    }
}
