package dev.segue.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another Java program that runs {@link ChildMain}, and can be killed. */
final class ChildProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Writer orders;

    private ChildProgram(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** How to start one; everything not told is as in this program. */
    record Recipe(List<String> prefix, List<String> options, String classPath, Map<String, String> environment) {

        static Recipe plain() {
            List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            for (String inherited : List.of("segue.cache", "maven.repo.local")) {
                String value = System.getProperty(inherited, "");
                if (!value.isEmpty()) {
                    options.add("-D" + inherited + "=" + value);
                }
            }
            return new Recipe(List.of(), options, System.getProperty("java.class.path"), Map.of());
        }

        Recipe with(String option) {
            List<String> more = new ArrayList<>(options);
            more.add(option);
            return new Recipe(prefix, more, classPath, environment);
        }

        Recipe behind(List<String> command) {
            return new Recipe(command, options, classPath, environment);
        }

        Recipe withClassPath(String other) {
            return new Recipe(prefix, options, other, environment);
        }

        Recipe in(Map<String, String> otherEnvironment) {
            return new Recipe(prefix, options, classPath, otherEnvironment);
        }

        ChildProgram start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, ChildMain.class.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Java says first that it has picked these up, and what the program says would not be all.
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().putAll(environment);
            return new ChildProgram(builder.start());
        }
    }

    /** What it says when its server can be used. */
    record Ready(long pid, int port, Path folder) {}

    Ready awaitReady() throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("ready")) {
                return new Ready(Long.parseLong(words[1]), Integer.parseInt(words[2]), Path.of(words[3]));
            }
            before.add(line);
        }
        throw new AssertionError("the program ended: " + String.join("\n", before));
    }

    void say(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    /** All that it said since it was ready. */
    List<String> awaitEnd() throws InterruptedException {
        List<String> rest = output.lines().toList();
        process.waitFor();
        return rest;
    }

    long pid() {
        return process.pid();
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
