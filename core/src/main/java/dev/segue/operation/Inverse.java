package dev.segue.operation;

import java.util.List;

/** The way back from an operation. */
public sealed interface Inverse {

    /** Nothing is lost on the way there and back. */
    record Exact(List<Operation> operations) implements Inverse {
        public Exact {
            operations = List.copyOf(operations);
        }
    }

    /**
     * The schema comes back as it was, some of the data does not.
     *
     * @param loss what does not come back, as a clause: "values that do not fit into integer"
     */
    record Lossy(List<Operation> operations, String loss) implements Inverse {
        public Lossy {
            operations = List.copyOf(operations);
        }
    }

    /** @param reason as a clause: "what the view was before is not known" */
    record Impossible(String reason) implements Inverse {}

    static Inverse exactly(Operation... operations) {
        return new Exact(List.of(operations));
    }
}
