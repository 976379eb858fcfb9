package dev.segue.benchmarks.measurement;

import dev.segue.benchmarks.arena.Contenders;
import java.nio.file.Path;
import java.util.List;

/**
 * What holds for all measurements of one run.
 *
 * @param rounds that count
 * @param revisions in the history
 * @param rows of a table that is large
 * @param flags of every contender's Java virtual machine
 * @param home the folder with Segue's launcher
 */
public record Conditions(int rounds, int revisions, long rows, List<String> flags, Contenders contenders, Path home) {

    public Conditions {
        flags = List.copyOf(flags);
    }
}
