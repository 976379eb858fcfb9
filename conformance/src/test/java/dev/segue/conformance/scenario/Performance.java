package dev.segue.conformance.scenario;

import dev.segue.conformance.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tells a scenario on a server, with its revision in a folder that is gone afterwards. */
public final class Performance {

    private final Scenario scenario;
    private final Verdict verdict;

    public Performance(Scenario scenario, Verdict verdict) {
        this.scenario = scenario;
        this.verdict = verdict;
    }

    public void undisturbed(TestServer server) {
        onStage(stage -> new Story(scenario, stage, server, verdict).tell());
    }

    public void killed(TestServer server) {
        onStage(stage -> new Crashes(scenario, stage, server, verdict).tell());
    }

    private void onStage(Consumer<Stage> telling) {
        try {
            Path folder = Files.createTempDirectory("segue-scenario-");
            try {
                telling.accept(new Stage(scenario, folder));
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                if (Files.isDirectory(file)) {
                    delete(file);
                } else {
                    Files.delete(file);
                }
            }
        }
        Files.delete(folder);
    }
}
