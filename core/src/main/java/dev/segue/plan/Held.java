package dev.segue.plan;

import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.step.Step;
import java.util.List;
import java.util.function.BiConsumer;

/** A revision of which everything but the contract phase is done, and which others have to wait for. */
record Held(Draft draft, KeptPlan kept) {

    String revision() {
        return draft.revision().id().value();
    }

    /** Its operations that have something left for the contract phase, with that. */
    void forEachLeft(BiConsumer<Operation, List<Step>> receiver) {
        for (Share share : kept.shares()) {
            List<Step> contraction = kept.steps().stream()
                    .filter(step -> share.ordinals().contains(step.ordinal()))
                    .filter(step -> step.phase() == Phase.CONTRACT)
                    .toList();
            if (!contraction.isEmpty()) {
                draft.intentions()
                        .get(share.operation())
                        .meaning()
                        .forEach(operation -> receiver.accept(operation, contraction));
            }
        }
    }
}
