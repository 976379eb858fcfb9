package dev.segue.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.benchmarks.arena.Server.Disk;
import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without the peers, which only the script downloads; each run of theirs is held to the same when it is measured. */
class UpgradeTest {

    private static final Workload WORKLOAD = new Workload(5);

    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Disk.NOT_SYNCHRONISED);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void allOfOursEndWithTheSameCatalog() throws Exception {
        for (Contender contender : List.of(Contenders.loop(), Contenders.segue())) {
            Database database = server.freshDatabase();

            Run run = new Upgrade(contender, WORKLOAD, server, List.of()).runIn(database);

            assertThat(Catalog.of(database)).as(contender.name()).isEqualTo(new Catalog(5, 25, 5));
            assertThat(run.duration()).isPositive();
        }
    }

    @Test
    void aFarAwayServerIsReachedAsWell() throws Exception {
        Upgrade upgrade = new Upgrade(Contenders.segue(), WORKLOAD, server, List.of(), Duration.ofMillis(1));

        Run run = upgrade.run();

        assertThat(run.duration()).isPositive();
    }
}
