package dev.segue.journal;

import dev.segue.plan.KeptPlanText;
import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import java.time.Instant;

/**
 * The plan of a revision that was begun and is not finished, or waits to be contracted.
 *
 * @param isHeld everything but the contract phase is done
 * @param text the steps, as {@link dev.segue.plan.KeptPlanText} writes them
 * @param since when it was begun, by the clock of the database server
 */
public record KeptPlanRecord(RevisionId revision, Direction direction, boolean isHeld, String text, Instant since) {

    /** True where every statement stands in the revision itself. */
    public boolean isAsWritten() {
        return KeptPlanText.isAsWritten(text);
    }

    /** The checksum that the revision had then. */
    public String revisionChecksum() {
        return KeptPlanText.revisionChecksum(text);
    }
}
