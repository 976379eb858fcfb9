package dev.segue.cli;

import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        Terminal terminal = Terminal.ofProcess(
                launcherFacts(), variables, Arrays.asList(arguments).contains("--no-color"));
        Surroundings surroundings = new Surroundings(
                terminal,
                System.in,
                variables,
                Path.of("").toAbsolutePath(),
                Clock.system(ZoneId.systemDefault()),
                new Cancellation());

        ExitCode exitCode = new Program(surroundings).run(arguments);

        terminal.out().flush();
        terminal.err().flush();
        System.exit(exitCode.number());
    }

    private static Map<String, String> launcherFacts() {
        Properties properties = System.getProperties();
        Map<String, String> facts = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("segue."))
                .forEach(name -> facts.put(name, properties.getProperty(name)));
        return facts;
    }
}
