package dev.segue.journal;

import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import java.time.Duration;
import java.time.Instant;

/**
 * A revision as the database remembers it; its file may have changed since, or be gone.
 *
 * @param appliedAt by the clock of the database server
 * @param appliedBy the database user
 * @param appliedFrom who ran it and where, as the runner told
 */
public record AppliedRevision(
        RevisionId id,
        RevisionKind kind,
        String message,
        String checksum,
        String fingerprint,
        Instant appliedAt,
        String appliedBy,
        String appliedFrom,
        Duration duration) {}
