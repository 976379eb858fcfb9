package dev.segue.benchmarks.arena;

import dev.segue.benchmarks.workload.Layout;

/**
 * A program that is measured.
 *
 * @param classPath of its own: no contender sees the jars of another
 */
public record Contender(String name, String classPath, String mainClass, Layout layout) {

    @Override
    public String toString() {
        return name;
    }
}
