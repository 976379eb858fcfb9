package dev.segue.plan;

import dev.segue.step.Step;
import java.util.List;

/**
 * What one operation of a revision has to do with its steps.
 *
 * @param operation its place among the operations of the revision, counted from 0, where one statement that means several
 *     counts as one
 * @param summary what it asks for, for people
 * @param ordinals of its steps
 * @param retreat what takes them back as long as nothing was contracted; without places
 */
public record Share(int operation, String summary, List<Integer> ordinals, List<Step> retreat) {

    /** Stands for all steps of a way back: it serves no operation of its revision by itself. */
    static final Share WAY_BACK = new Share(0, "retreat", List.of(), List.of());

    public Share {
        ordinals = List.copyOf(ordinals);
        retreat = List.copyOf(retreat);
    }
}
