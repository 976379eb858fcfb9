package dev.segue.execution;

import dev.segue.plan.PlannedRevision;
import dev.segue.step.Step;
import java.util.List;

/** What is done between two commits. */
sealed interface Work {

    /** Steps that commit together. */
    record Together(List<Part> parts) implements Work {
        public Together {
            parts = List.copyOf(parts);
        }
    }

    /** One step that commits by itself. */
    record Alone(PlannedRevision revision, Step step) implements Work {}

    /**
     * Steps of one revision.
     *
     * @param isWhole all of its steps are here, so that none needs a record of its own
     * @param isLast the revision is finished when these are done
     */
    record Part(PlannedRevision revision, List<Step> steps, boolean isWhole, boolean isLast) {
        public Part {
            steps = List.copyOf(steps);
        }
    }
}
