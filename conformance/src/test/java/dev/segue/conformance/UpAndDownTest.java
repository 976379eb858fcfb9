package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpAndDownTest {

    @Test
    void goesUpDownAndUpAgain(@TempDir Path project) throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.writeString(project.resolve("migrations/1.sql"), """
                -- segue:revision aaaa00000001
                -- segue:message users

                -- segue:upgrade
                CREATE TABLE users (id bigint PRIMARY KEY, name text);
                COPY users FROM stdin;
                1\tAnn
                2\tBob
                \\.

                -- segue:downgrade
                DROP TABLE users;
                """);
        Files.writeString(project.resolve("migrations/2.sql"), """
                -- segue:revision aaaa00000002
                -- segue:parent aaaa00000001
                -- segue:message index

                -- segue:upgrade
                CREATE INDEX CONCURRENTLY users_name ON users (name);

                -- segue:downgrade
                DROP INDEX CONCURRENTLY users_name;
                """);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            Segue segue = Segue.builder()
                    .rollout(Rollout.DIRECT)
                    .database(server.jdbcUrl("postgres"), server.user(), server.password())
                    .project(project)
                    .build();

            assertThat(segue.upgrade("head").revisions()).hasSize(2);
            assertThat(segue.status().isUpToDate()).isTrue();
            assertThat(segue.downgrade("base").revisions()).hasSize(2);
            assertThat(segue.status().pending()).hasSize(2);
            assertThat(segue.upgrade("head").revisions()).hasSize(2);
            assertThat(segue.upgrade("head").revisions()).isEmpty();
        }
    }
}
