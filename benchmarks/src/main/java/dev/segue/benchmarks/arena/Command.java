package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run as a process of its own and measured from its start to its end.
 *
 * @param name for messages
 * @param folder that it is run in
 * @param environment added to that of this process
 */
public record Command(String name, List<String> line, Path folder, Map<String, String> environment)
        implements Race.Leg {

    private static final Duration LOOK_AT_MEMORY_EVERY = Duration.ofMillis(10);

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** @param flags of the Java virtual machine */
    public static Command java(Contender contender, List<String> flags, List<String> arguments, Path folder) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", contender.classPath(), contender.mainClass()));
        line.addAll(arguments);
        return new Command(contender.name(), line, folder, Map.of());
    }

    /** @throws IllegalStateException with what the program said when it fails */
    @Override
    public Run run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("segue-benchmark", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Duration processorTimeBefore = Kernel.processorTimeOfEndedChildren();
            long started = System.nanoTime();
            Process process = builder.start();
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
