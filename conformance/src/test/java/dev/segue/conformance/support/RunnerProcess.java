package dev.segue.conformance.support;

import dev.segue.step.Rollout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A runner in a process of its own, that can be stopped at a moment of its run and killed like {@code kill -9} does. */
public final class RunnerProcess implements AutoCloseable {

    /** Where to stop that is: behind a batch of a backfill. */
    public static final String INSIDE_A_FILL = "inside a fill";

    private final Process process;
    private final Scratch scratch;
    private final PrintStream orders;
    private final BufferedReader answers;

    private RunnerProcess(Process process, Scratch scratch) {
        this.process = process;
        this.scratch = scratch;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the process; it waits for what it is to do. */
    public static RunnerProcess start() {
        Scratch scratch = Scratch.create("segue-runner-");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Djava.io.tmpdir=" + scratch.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                RunnerMain.class.getName()));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new RunnerProcess(builder.start(), scratch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @param stopAt the number of a moment, the beginning of its text, or nothing to stop nowhere */
    public RunnerProcess upgrade(TestDatabase database, Path revisions, String stopAt) {
        return order(database, revisions, Errand.UPGRADE, stopAt, Rollout.DIRECT);
    }

    public RunnerProcess downgrade(TestDatabase database, Path revisions, String stopAt) {
        return order(database, revisions, Errand.DOWNGRADE, stopAt, Rollout.DIRECT);
    }

    /** While applications are at work. */
    public RunnerProcess inPhases(Errand errand, TestDatabase database, Path revisions, String stopAt) {
        return order(database, revisions, errand, stopAt, Rollout.PHASED);
    }

    /** Helps with the backfill that is open. */
    public RunnerProcess fill(TestDatabase database, Path revisions) {
        return order(database, revisions, Errand.FILL, "", Rollout.DIRECT);
    }

    /** Lets the whole process stand still, all its threads at once. */
    public void freeze() {
        new Backend(process.pid()).freeze();
    }

    public void thaw() {
        new Backend(process.pid()).thaw();
    }

    /** On a database without users. */
    public RunnerProcess upgrade(String jdbcUrl, Path revisions, String stopAt) {
        return order(
                List.of(jdbcUrl, "", "", revisions.toString(), Errand.UPGRADE.name(), stopAt, Rollout.DIRECT.name()));
    }

    private RunnerProcess order(TestDatabase database, Path revisions, Errand errand, String stopAt, Rollout rollout) {
        return order(List.of(
                database.jdbcUrl(),
                database.server().user(),
                database.server().password(),
                revisions.toString(),
                errand.name(),
                stopAt,
                rollout.name()));
    }

    private RunnerProcess order(List<String> words) {
        awaitLine("ready");
        orders.println(String.join("\t", words));
        return this;
    }

    /** Waits until it stands at the moment that it was told to stop at, and returns what it calls that moment. */
    public String awaitStop() {
        return awaitLine("at ").substring("at ".length());
    }

    public void goOn() {
        orders.println("go on");
        awaitLine("going");
    }

    /** Waits until it has said a line that begins like this pattern. */
    public String awaitLine(String beginning) {
        Pattern pattern = Pattern.compile(beginning);
        StringBuilder said = new StringBuilder();
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (pattern.matcher(line).lookingAt()) {
                    return line;
                }
                said.append(line).append('\n');
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new IllegalStateException("the runner never said \"" + beginning + "\", but: " + said);
    }

    /** Kills it, so that none of its code runs any more, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the runner cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a killed driver has unpacked is left to nobody. */
    @Override
    public void close() {
        kill();
        scratch.close();
    }
}
