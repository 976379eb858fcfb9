package dev.segue.backfill;

import dev.segue.operation.FillSettings;
import dev.segue.step.StepAction;

/**
 * Which step fills, and what.
 *
 * @param revision its identifier
 * @param direction {@code upgrade} or {@code downgrade}
 * @param ordinal its place in that direction
 */
public record FillOrder(String revision, String direction, int ordinal, StepAction.FillRows fill) {

    /** The same rows, gone about in another way. */
    public FillOrder with(FillSettings settings) {
        return new FillOrder(revision, direction, ordinal, fill.with(settings));
    }
}
