package dev.segue.embedded;

import static dev.segue.embedded.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    @Test
    void aServerOfTheDefaultVersionAnswers() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            assertThat(value(server, "postgres", "SHOW server_version")).startsWith("17.");
            assertThat(value(server, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aThrowAwayServerLeavesNothingBehind() {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        long pid = server.pid();

        server.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(server.log().getParent()).doesNotExist();
    }
}
