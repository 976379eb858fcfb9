package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropTable;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameTable;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a contraction takes away from statements that still speak of it. */
final class Leaving {

    private Leaving() {}

    /** The name under which nobody finds anything any more once the operation is contracted. */
    static Optional<OldName> with(Operation operation) {
        if (operation instanceof DropColumn drop) {
            return Optional.of(new OldName(drop.table(), Optional.of(drop.column())));
        }
        if (operation instanceof RenameColumn rename) {
            return Optional.of(new OldName(rename.table(), Optional.of(rename.column())));
        }
        if (operation instanceof DropTable drop) {
            return Optional.of(new OldName(drop.table(), Optional.empty()));
        }
        return operation instanceof RenameTable rename
                ? Optional.of(new OldName(rename.table(), Optional.empty()))
                : Optional.empty();
    }

    /**
     * @param steps of the revision, those of the contract phase among them
     * @param asked its operations, by the places that the shares tell
     */
    static List<OldName> with(List<Step> steps, List<Share> shares, List<Intention> asked) {
        Set<Integer> contracting = steps.stream()
                .filter(step -> step.phase() == Phase.CONTRACT)
                .map(Step::ordinal)
                .collect(Collectors.toSet());
        List<OldName> leaving = new ArrayList<>();
        for (Share share : shares) {
            if (share.ordinals().stream().anyMatch(contracting::contains) && share.operation() < asked.size()) {
                asked.get(share.operation()).meaning().stream()
                        .flatMap(operation -> with(operation).stream())
                        .forEach(leaving::add);
            }
        }
        return leaving;
    }
}
