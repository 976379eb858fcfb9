package dev.segue.execution;

import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import java.time.Duration;
import java.util.List;

/**
 * What a run did.
 *
 * @param revisions in the order in which they were finished, without those that stay half-way because only some phases
 *     were asked for; empty when there was nothing to do
 * @param attemptsGivenUp how often locks were not obtained in time and the work was tried again
 */
public record RunReport(Direction direction, List<RevisionId> revisions, Duration duration, int attemptsGivenUp) {

    public RunReport {
        revisions = List.copyOf(revisions);
    }
}
