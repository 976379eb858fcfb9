package dev.segue.cli;

import dev.segue.configuration.Configuration;
import dev.segue.configuration.ConfigurationSources;
import dev.segue.configuration.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** One run of one command: what was asked for globally, and the ways to answer. */
public final class Invocation {

    private final Surroundings surroundings;
    private final GlobalOptions options;

    Invocation(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public GlobalOptions options() {
        return options;
    }

    public Configuration configuration() {
        ConfigurationSources sources =
                options.applyTo(ConfigurationSources.in(surroundings.workingFolder(), surroundings.variables()));
        if (options.readsPassword()) {
            sources.option(Setting.PASSWORD, "--password-stdin", firstLineOfInput());
        }
        return sources.load();
    }

    /** Tells the outcome on the output stream, in the format that was asked for. */
    public void tell(Report report) {
        if (options.format() == OutputFormat.TEXT) {
            report.lines(surroundings.terminal().outLook())
                    .forEach(surroundings.terminal().out()::println);
        } else {
            surroundings.terminal().out().println(report.json());
        }
    }

    /** Says something by the way, to a person only. */
    public void remark(String line) {
        if (!options.isQuiet() && options.format() == OutputFormat.TEXT) {
            surroundings.terminal().err().println(line);
        }
    }

    private String firstLineOfInput() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(surroundings.input(), StandardCharsets.UTF_8)).readLine();
            if (line != null && !line.isEmpty()) {
                return line;
            }
        } catch (IOException closed) {
            // Told below: nothing can be read, for whatever reason.
        }
        throw CliProblem.NO_INPUT.with(
                "--password-stdin was given, but standard input has no first line",
                "pipe the password in, such as: segue upgrade --password-stdin < password.txt");
    }
}
