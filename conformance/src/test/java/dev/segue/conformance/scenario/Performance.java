package dev.segue.conformance.scenario;

import dev.segue.conformance.support.Scratch;
import dev.segue.conformance.support.TestServer;
import java.util.function.Consumer;

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
        try (Scratch scratch = Scratch.create("segue-scenario-")) {
            telling.accept(new Stage(scenario, scratch.folder()));
        }
    }
}
