package dev.segue.revision.foreign;

import dev.segue.revision.Revision;
import java.util.List;

/**
 * What another tool's folders hold.
 *
 * @param revisions each follows the one before it
 * @param repeatables in the order in which they are run
 */
public record ForeignRevisions(List<Revision> revisions, List<Revision> repeatables) {

    public ForeignRevisions {
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
    }
}
