package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Contenders;
import java.util.List;

/**
 * What holds for all measurements of one run.
 *
 * @param rounds that count
 * @param revisions in the history
 * @param flags of every contender's Java virtual machine
 */
public record Conditions(int rounds, int revisions, List<String> flags, Contenders contenders) {

    public Conditions {
        flags = List.copyOf(flags);
    }
}
