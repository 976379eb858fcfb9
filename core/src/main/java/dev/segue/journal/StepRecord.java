package dev.segue.journal;

import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import java.time.Instant;

/** A step of a revision that is not finished yet. */
public record StepRecord(
        RevisionId revision,
        Direction direction,
        int ordinal,
        StepState state,
        String checksum,
        String summary,
        Instant since) {}
