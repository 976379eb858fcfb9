package dev.segue.step;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lets steps that fill columns of the same table go through its rows once. The later one moves up to the earlier one, which
 * is possible because all that it needs is there before the first of them.
 */
public final class JoinedFills {

    private JoinedFills() {}

    /** The same steps, with as few ways through each table as possible. */
    public static List<Step> in(List<Step> steps) {
        List<Step> joined = new ArrayList<>();
        for (Step step : steps) {
            OptionalInt companion = companionOf(step, joined);
            companion.ifPresentOrElse(
                    place ->
                            joined.set(place, joined.get(place).joinedWith(step).orElseThrow()),
                    () -> joined.add(step));
        }
        return joined;
    }

    /**
     * The place of the step that it can be joined with; empty where there is none, or where it would have to pass one on the
     * way that it may depend on.
     *
     * @param before written by Segue itself: none of them changes rows, other than by filling
     */
    public static OptionalInt companionOf(Step step, List<Step> before) {
        if (!(step.action() instanceof StepAction.FillRows fill) || !fill.isSteady()) {
            return OptionalInt.empty();
        }
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i).joinedWith(step).isPresent()) {
                return OptionalInt.of(i);
            }
            if (before.get(i).action() instanceof StepAction.FillRows other && !fill.mayPass(other)) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }
}
