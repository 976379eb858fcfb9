package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.dialect.Examination;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in recovery answers queries and changes nothing. */
class StandbyTest {

    @Test
    void aHotStandbyIsReadButNotWritten(@TempDir Path folder, @TempDir Path data) throws IOException {
        Path kept = data.resolve("server");
        Revisions revisions = Revisions.in(folder).add("CREATE TABLE one (id int);");
        try (EmbeddedPostgres primary =
                EmbeddedPostgres.builder().persistentIn(kept).start()) {
            segue(primary, revisions).upgrade("head");
        }
        revisions.add("CREATE TABLE two (id int);");
        Files.createFile(kept.resolve("data").resolve("standby.signal"));

        try (EmbeddedPostgres standby =
                EmbeddedPostgres.builder().persistentIn(kept).start()) {
            Segue segue = segue(standby, revisions);
            Problem problem = Problems.of(() -> segue.upgrade("head"));

            assertThat(segue.status().pending()).hasSize(1);
            assertThat(problem.code().code()).isEqualTo("DB106");
            assertThat(problem.headline()).contains("read-only");
            assertThat(segue.doctor()).anySatisfy(examination -> {
                assertThat(examination.verdict()).isEqualTo(Examination.Verdict.TROUBLE);
                assertThat(examination.finding()).contains("read-only standby");
            });
        }
    }

    private static Segue segue(EmbeddedPostgres server, Revisions revisions) {
        return Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(server.jdbcUrl("postgres"), server.user(), server.password())
                .project(revisions.folder())
                .revisions(revisions.folder())
                .build();
    }
}
