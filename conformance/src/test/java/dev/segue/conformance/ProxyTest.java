package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Proxy;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.dialect.Examination;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.problem.Problem;
import dev.segue.problem.ProblemKind;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that shares sessions by transaction is told from one that keeps them. Has a server to itself, without passwords. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyTest {

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path rules = folder.resolve("trust.conf");
        Files.writeString(rules, "host all all 127.0.0.1/32 trust\n");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        server = TestServer.of(
                EmbeddedPostgres.builder().setting("hba_file", rules.toString()).start());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"TRANSACTION, 1", "TRANSACTION, 2", "TRANSACTION, 5", "TRANSACTION_IN_TURN, 2", "TRANSACTION_IN_TURN, 5"
    })
    void aPoolByTransactionIsRefusedBeforeAnythingIsChanged(Proxy.Mode mode, int connections, @TempDir Path folder)
            throws IOException {
        TestDatabase database = server.database();
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE thing (id int);");
        Problem problem;

        try (Proxy proxy = proxy(mode, database, connections)) {
            problem = Problems.of(() -> segue(proxy, database, revisions).upgrade("head"));
        }

        assertThat(problem.code().code()).isEqualTo("DI101");
        assertThat(problem.code().kind()).isEqualTo(ProblemKind.REFUSED);
        assertThat(problem.headline()).contains("127.0.0.1:", "is a proxy that pools by transaction");
        assertThat(database.lines("SELECT to_regnamespace('segue')")).containsOnlyNulls();
    }

    @Test
    void aPoolBySessionIsFine(@TempDir Path folder) throws IOException {
        TestDatabase database = server.database();
        Revisions revisions = Revisions.in(folder)
                .add("CREATE TABLE thing (id int); CREATE INDEX CONCURRENTLY thing_id ON thing (id);");

        try (Proxy proxy = proxy(Proxy.Mode.SESSION, database, 4)) {
            assertThat(segue(proxy, database, revisions).upgrade("head").revisions())
                    .hasSize(1);
            assertThat(segue(proxy, database, revisions).upgrade("head").revisions())
                    .isEmpty();
        }

        assertThat(database.segue(folder).build().status().isUpToDate()).isTrue();
    }

    @Test
    void theDoctorNamesTheProxy(@TempDir Path folder) throws IOException {
        TestDatabase database = server.database();
        Revisions revisions = Revisions.in(folder);

        try (Proxy proxy = proxy(Proxy.Mode.TRANSACTION, database, 3)) {
            assertThat(segue(proxy, database, revisions).doctor())
                    .filteredOn(examination -> examination.subject().equals("proxy"))
                    .allMatch(examination -> examination.verdict() == Examination.Verdict.TROUBLE)
                    .hasSize(1);
        }
    }

    private static Proxy proxy(Proxy.Mode mode, TestDatabase database, int connections) throws IOException {
        return Proxy.start(mode, database.server().port(), database.server().user(), database.name(), connections);
    }

    private static Segue segue(Proxy proxy, TestDatabase database, Revisions revisions) {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database.name(),
                        database.server().user(),
                        database.server().password())
                .project(revisions.folder())
                .revisions(revisions.folder())
                .build();
    }
}
