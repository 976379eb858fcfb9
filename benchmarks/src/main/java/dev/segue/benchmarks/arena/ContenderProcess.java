package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a program as a process of its own, measured from its start to its end. */
public final class ContenderProcess {

    private static final Duration LOOK_AT_MEMORY_EVERY = Duration.ofMillis(10);

    private ContenderProcess() {}

    /** @param flags of the Java virtual machine */
    public static Run java(Contender contender, List<String> flags, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", contender.classPath(), contender.mainClass()));
        command.addAll(arguments);
        return run(contender.name(), command);
    }

    /** @throws IllegalStateException with what the program said when it fails */
    public static Run run(String name, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("segue-benchmark", ".log");
        try {
            Duration processorTimeBefore = Kernel.processorTimeOfEndedChildren();
            long started = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            long peak = 0;
            while (!process.waitFor(LOOK_AT_MEMORY_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, Kernel.peakKilobytes(process.pid()));
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(name + " failed:\n" + Files.readString(output));
            }
            return new Run(duration, Kernel.processorTimeOfEndedChildren().minus(processorTimeBefore), peak);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
