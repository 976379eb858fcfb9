package dev.segue.backfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.sqlite.SqliteDialect;
import dev.segue.jdbc.DriverConnections;
import dev.segue.sql.TableName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, the web, the clock and queries are looked at wherever the rows are. */
class SignalsWithoutServerTest {

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aFlagFileStopsItForAsLongAsItIsThere() throws IOException {
        try (Throttle throttle = watching("file(flags/pause)")) {
            Path file = Files.createDirectory(folder.resolve("flags")).resolve("pause");
            assertThat(throttle.reasonToWait()).isEmpty();

            Files.createFile(file);
            assertThat(throttle.reasonToWait()).contains("the file " + file + " is there");

            Files.delete(file);
            assertThat(throttle.reasonToWait()).isEmpty();
        }
    }

    @Test
    void aFolderThatHasGoneCouldHaveHeldTheFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("mount")).resolve("pause");
        try (Throttle throttle = watching("file(" + file + ")")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            Files.delete(file.getParent());
            assertThat(throttle.reasonToWait())
                    .contains("the folder of " + file + " is not there, so the file cannot be looked for");
        }
    }

    @Test
    void aPathThatCannotBeFollowedIsAReasonToWait() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));

        try (Throttle throttle = watching("file(" + plain.resolve("pause") + ")")) {
            assertThat(throttle.reasonToWait().orElseThrow()).contains("cannot be looked for");
        }
    }

    @Test
    void anAnswerOfTheWebOtherThanYesIsAReasonToWait() throws IOException {
        AtomicInteger status = new AtomicInteger(204);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/healthy", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/healthy";

        try (Throttle throttle = watching("http(" + address + "?token=secret)")) {
            assertThat(throttle.reasonToWait()).isEmpty();

            status.set(503);
            assertThat(throttle.reasonToWait()).contains(address + " answers 503");

            server.stop(0);
            assertThat(throttle.reasonToWait()).contains(address + " cannot be reached");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SELECT 1 WHERE 1 = 0, -",
                "SELECT NULL, -",
                "SELECT 'the queue is long', the queue is long",
                "SELECT 7;, the query \"SELECT 7\" says so",
            })
    void theFirstValueOfAQueryIsTheReason(String sql, String reason) {
        try (Throttle throttle = watching("query(" + sql + ")")) {
            assertThat(throttle.reasonToWait()).isEqualTo(Optional.ofNullable(reason));
        }
    }

    @Test
    void aQueryThatFailsIsAReasonToWait() {
        try (Throttle throttle = watching("query(SELECT n FROM nowhere)")) {
            assertThat(throttle.reasonToWait().orElseThrow())
                    .startsWith("\"query(SELECT n FROM nowhere)\" cannot be looked at: ")
                    .contains("nowhere");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lag>5s",
                "wal-rate>1MB/s",
                "archive-queue>1",
                "slots>1GB",
                "dead-rows>5%",
                "autovacuum",
                "sessions>1"
            })
    void aDatabaseWithoutSuchASignalSaysSoBeforeARowIsWritten(String condition) {
        assertThatThrownBy(() -> watching(condition))
                .hasMessageStartingWith("TH104: SQLite has nothing that \"" + condition + "\" could look at");
    }

    /** Germany put its clocks forward at 2026-03-29T01:00Z, from 2:00 to 3:00, and back at 2026-10-25T01:00Z. */
    @ParameterizedTest
    @CsvSource({
        "during(08:00-18:00 Europe/Berlin), 2026-03-02T06:59:59Z, false",
        "during(08:00-18:00 Europe/Berlin), 2026-03-02T07:00:00Z, true",
        "during(08:00-18:00 Europe/Berlin), 2026-03-02T16:59:59Z, true",
        "during(08:00-18:00 Europe/Berlin), 2026-03-02T17:00:00Z, false",
        "during(08:00-18:00 Europe/Berlin), 2026-07-02T06:30:00Z, true",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-02T20:59:59Z, true",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-02T21:00:00Z, false",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-02T23:30:00Z, false",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-03T04:59:59Z, false",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-03T05:00:00Z, true",
        "during(02:00-03:00 Europe/Berlin), 2026-03-29T00:59:59Z, false",
        "during(02:00-03:00 Europe/Berlin), 2026-03-29T01:00:00Z, false",
        "during(02:00-03:00 Europe/Berlin), 2026-10-25T00:30:00Z, true",
        "during(02:00-03:00 Europe/Berlin), 2026-10-25T01:30:00Z, true",
        "during(02:00-03:00 Europe/Berlin), 2026-10-25T02:00:00Z, false",
    })
    void aWindowFollowsTheClockOnTheWall(String condition, Instant instant, boolean waits) {
        now = instant;

        try (Throttle throttle = watching(condition)) {
            assertThat(throttle.reasonToWait().isPresent()).isEqualTo(waits);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "during(08:00-18:00 Europe/Berlin), 2026-03-02T12:15:30Z,"
                + " it is 13:15 in Europe/Berlin; between 08:00 and 18:00 (for another 4 h 45 min)",
        "outside(22:00-06:00 Europe/Berlin), 2026-03-02T20:15:00Z,"
                + " it is 21:15 in Europe/Berlin; outside of 22:00-06:00 (for another 45 min)",
        "during(22:00-06:00 Europe/Berlin), 2026-03-28T21:00:00Z,"
                + " it is 22:00 in Europe/Berlin; between 22:00 and 06:00 (for another 7 h)",
    })
    void aWindowSaysHowLongItLasts(String condition, Instant instant, String reason) {
        now = instant;

        try (Throttle throttle = watching(condition)) {
            assertThat(throttle.reasonToWait()).contains(reason.replace(';', ','));
        }
    }

    @Test
    void allReasonsAreGiven() throws IOException {
        Path file = Files.createFile(folder.resolve("pause"));

        try (Throttle throttle = watching("file(pause), query(SELECT 'no'), query(SELECT NULL)")) {
            assertThat(throttle.reasonToWait()).contains("the file " + file + " is there; no");
        }
    }

    private Throttle watching(String conditions) {
        Restraint restraint =
                new Restraint(Optional.empty(), Optional.empty(), Optional.of(Restraint.pauseWhen(conditions)));
        return restraint.watchedIn(new Surroundings(
                new SqliteDialect(),
                () -> LentSession.from(
                        new SqliteDialect(),
                        DriverConnections.of("org.sqlite.JDBC", "jdbc:sqlite::memory:", "memory", Map.of()),
                        SessionSettings.unlimited()),
                TableName.of("orders"),
                folder,
                new HandClock()));
    }

    /** Shows what the test says. */
    private final class HandClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
