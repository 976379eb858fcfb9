package dev.segue.revision;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Invents ids for new revisions: twelve hexadecimal digits. */
public final class RevisionIdGenerator {

    private static final int DIGITS = 12;

    /** So many ids are thrown away, at most, to find one that its first four characters are enough to name. */
    private static final int TRIES = 100;

    private final RandomGenerator random;

    public RevisionIdGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** An id that the history does not have, and that begins unlike all others as long as there is room for that. */
    public RevisionId next(RevisionGraph graph) {
        RevisionId id = any();
        for (int tries = 1; tries < TRIES && !beginsLikeNoOther(id, graph); tries++) {
            id = any();
        }
        while (graph.contains(id)) {
            id = any();
        }
        return id;
    }

    private RevisionId any() {
        return new RevisionId(HexFormat.of().toHexDigits(random.nextLong(), DIGITS));
    }

    private static boolean beginsLikeNoOther(RevisionId id, RevisionGraph graph) {
        return graph.names()
                .matching(id.value().substring(0, RevisionNames.SHORTEST_PREFIX))
                .isEmpty();
    }
}
