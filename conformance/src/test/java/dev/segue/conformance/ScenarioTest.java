package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.segue.conformance.scenario.Performance;
import dev.segue.conformance.scenario.Scenario;
import dev.segue.conformance.scenario.Verdict;
import dev.segue.conformance.support.Histories;
import dev.segue.conformance.support.Matrix;
import dev.segue.conformance.support.TestServer;
import dev.segue.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every story of the folder {@code scenarios}, told under applications at work and with a kill between any two steps; on all
 * majors of PostgreSQL under the profile {@code matrix} where none was chosen, on one otherwise. Prints a table at the end; in
 * the matrix each of its lines also as soon as it is known.
 *
 * <p>{@code -Dscenario=TEXT} picks those whose title contains the text.
 */
@ExtendWith(TestServer.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioTest {

    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final Map<Integer, TestServer> others = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicContainer> theChangeIsNotNoticedByAnyoneAndSurvivesAnyKill(TestServer shared) {
        String wanted = System.getProperty("scenario", "");
        List<Scenario> scenarios = Scenario.in(Histories.scenarios()).stream()
                .filter(scenario -> scenario.title().contains(wanted))
                .toList();
        assertThat(scenarios).as("stories that are called \"" + wanted + "\"").isNotEmpty();
        return versions(shared)
                .boxed()
                .flatMap(version -> scenarios.stream().map(scenario -> container(scenario, version, shared)));
    }

    @AfterAll
    void printTable() {
        others.values().forEach(TestServer::close);
        System.out.println(Verdict.heading());
        verdicts.forEach(System.out::println);
    }

    private DynamicContainer container(Scenario scenario, int version, TestServer shared) {
        Verdict verdict = new Verdict(version, scenario.title());
        verdicts.add(verdict);
        Performance performance = new Performance(scenario, verdict);
        return dynamicContainer(
                "PostgreSQL " + version + ": " + scenario.title(),
                Stream.of(
                        dynamicTest(
                                "both applications at work", () -> performance.undisturbed(server(version, shared))),
                        dynamicTest("ended between any two steps", () -> {
                            performance.killed(server(version, shared));
                            tell(verdict);
                        })));
    }

    /** A run of the whole matrix takes so long that somebody will want to know how far it is, or end it. */
    private static void tell(Verdict verdict) {
        if (Matrix.isWhole()) {
            System.out.println(verdict);
        }
    }

    private static IntStream versions(TestServer shared) {
        return Matrix.isWhole() && !TestServer.isChosen()
                ? IntStream.rangeClosed(14, 18)
                : IntStream.of(shared.embedded().version());
    }

    private TestServer server(int version, TestServer shared) {
        return version == shared.embedded().version()
                ? shared
                : others.computeIfAbsent(
                        version,
                        other -> TestServer.of(
                                EmbeddedPostgres.builder().version(other).start()));
    }
}
