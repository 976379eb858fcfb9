package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux knows about processes. Elsewhere the answer is zero. */
final class Kernel {

    private static final Path PROCESSES = Path.of("/proc");
    private static final String PEAK = "VmHWM:";

    /** The kernel tells processor time in hundredths of a second, whatever it counts in. */
    private static final int MILLISECONDS_PER_TICK = 10;

    /** Positions behind the name of the program, which may hold anything and is therefore skipped. */
    private static final int USER_TIME_OF_CHILDREN = 13;

    private static final int SYSTEM_TIME_OF_CHILDREN = 14;

    private Kernel() {}

    /** The most that was ever resident; 0 when the process has just ended. */
    static long peakKilobytes(long pid) {
        try {
            return Files.readAllLines(PROCESSES.resolve(String.valueOf(pid)).resolve("status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    static Duration processorTimeOfEndedChildren() {
        try {
            String stat = Files.readString(PROCESSES.resolve("self").resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks =
                    Long.parseLong(fields[USER_TIME_OF_CHILDREN]) + Long.parseLong(fields[SYSTEM_TIME_OF_CHILDREN]);
            return Duration.ofMillis(ticks * MILLISECONDS_PER_TICK);
        } catch (IOException untold) {
            return Duration.ZERO;
        }
    }
}
