package dev.segue.plan;

import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A step with the operations of its revision that it serves, by their places.
 *
 * @param isOwn it was made here, and does with rows no more than it says
 */
record Numbered(List<Integer> operations, Step step, boolean isOwn) {

    Numbered {
        operations = List.copyOf(operations);
    }

    Numbered joinedWith(Numbered other) {
        List<Integer> both = new ArrayList<>(operations);
        both.addAll(other.operations);
        return new Numbered(both, step.joinedWith(other.step).orElseThrow(), isOwn);
    }
}
