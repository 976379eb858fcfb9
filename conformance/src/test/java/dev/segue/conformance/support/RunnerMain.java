package dev.segue.conformance.support;

import dev.segue.Segue;
import dev.segue.SegueBuilder;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.RunReport;
import dev.segue.problem.SegueException;
import dev.segue.step.Rollout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A runner in a process of its own. It waits for one line with what to do, says where it is, and stops and waits for a
 * line at the moment it was told to stop at, so that it can be killed exactly there.
 */
public final class RunnerMain {

    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int moment;

    private RunnerMain() {}

    public static void main(String[] arguments) {
        new RunnerMain().run();
    }

    private void run() {
        warmUp();
        answers.println("ready");
        List<String> order = List.of(nextLine().split("\t", -1));
        String stopAt = order.get(5);
        Path revisions = Path.of(order.get(3));
        SegueBuilder builder = order.get(1).isEmpty()
                ? Segue.builder().database(order.get(0))
                : Segue.builder().database(order.get(0), order.get(1), order.get(2));
        Segue segue = rolledOut(builder, Rollout.valueOf(order.get(6)))
                .project(revisions)
                .revisions(revisions)
                .listener(event -> on(event, stopAt))
                .build();
        try {
            RunReport report = Errand.valueOf(order.get(4)).runBy(segue);
            answers.println("finished " + report.revisions().size());
        } catch (SegueException failure) {
            answers.println("failed " + failure.problem().code().code() + " "
                    + failure.problem().headline());
        }
    }

    /** In phases every table counts as large, however few rows are enough for a test. */
    private static SegueBuilder rolledOut(SegueBuilder builder, Rollout rollout) {
        return rollout == Rollout.DIRECT
                ? builder.rollout(rollout)
                : builder.rollout(rollout).smallTables(0, 0);
    }

    private void on(ExecutionEvent event, String stopAt) {
        if (event instanceof ExecutionEvent.WaitingForMigrationLock) {
            answers.println("waiting");
        }
        if (Moments.isBatch(event) && stopAt.equals(RunnerProcess.INSIDE_A_FILL)) {
            stop(stopAt);
        }
        if (Moments.isRepeatable(event) && isStop(++moment, Moments.text(event), stopAt)) {
            stop(Moments.text(event));
        }
    }

    private void stop(String where) {
        answers.println("at " + where);
        nextLine();
        answers.println("going");
    }

    private static boolean isStop(int number, String text, String stopAt) {
        return stopAt.equals(String.valueOf(number)) || (!stopAt.isEmpty() && text.startsWith(stopAt));
    }

    /** The end of the input means that the tests are gone. */
    private String nextLine() {
        try {
            String line = orders.readLine();
            if (line == null) {
                Runtime.getRuntime().halt(0);
                throw new IllegalStateException("halted");
            }
            return line;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Loads what a run needs while nobody waits for it. */
    private static void warmUp() {
        for (String name : List.of("org.postgresql.Driver", "org.sqlite.JDBC", "dev.segue.execution.Execution")) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }
}
