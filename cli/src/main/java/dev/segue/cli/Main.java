package dev.segue.cli;

import dev.segue.cli.terminal.ProcessStream;
import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the process begins and ends. */
public final class Main {

    /** A server answers a cancellation within moments; what takes longer is left to the next run. */
    private static final long SECONDS_TO_STOP = 20;

    private static final long SECONDS_BEFORE_A_WORD = 1;

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        Terminal terminal = Terminal.ofProcess(
                launcherFacts(), variables, Arrays.asList(arguments).contains("--no-color"));
        Cancellation cancellation = new Cancellation();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cancellation, finished, terminal), "segue-stop"));
        Surroundings surroundings = new Surroundings(
                terminal,
                System.in,
                variables,
                Path.of("").toAbsolutePath(),
                Clock.system(ZoneId.systemDefault()),
                cancellation);

        ExitCode exitCode = new Program(surroundings).run(arguments);

        int number = complete(exitCode, surroundings).number();
        terminal.err().flush();
        finished.countDown();
        System.exit(number);
    }

    /** A result that nobody could get is none. */
    private static ExitCode complete(ExitCode exitCode, Surroundings surroundings) {
        Optional<String> loss = ProcessStream.lossOf(surroundings.terminal().out());
        if (loss.isEmpty()) {
            return exitCode;
        }
        ExitCode told = new Complaints(surroundings, OutputFormat.TEXT)
                .tell(CliProblem.OUTPUT_LOST.with(
                        "the output is not complete: " + loss.get(),
                        "make room, or write it to another place; what the command did to a database is done"));
        return exitCode == ExitCode.OK || exitCode == ExitCode.FOUND ? told : exitCode;
    }

    /** When the process is asked to end (Ctrl-C), the run rolls back what is not committed before it does. */
    private static void stop(Cancellation cancellation, CountDownLatch finished, Terminal terminal) {
        if (finished.getCount() == 0) {
            return;
        }
        Ending.atOnceOnNextSignal();
        cancellation.request();
        try {
            if (!finished.await(SECONDS_BEFORE_A_WORD, TimeUnit.SECONDS) && terminal.errIsTerminal()) {
                terminal.err().println(System.lineSeparator() + "stopping; Ctrl-C once more ends it at once");
            }
            if (!finished.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Ending.exitCode().number());
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> launcherFacts() {
        Properties properties = System.getProperties();
        Map<String, String> facts = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("segue.")) {
                facts.put(name, properties.getProperty(name));
            }
        }
        return facts;
    }
}
