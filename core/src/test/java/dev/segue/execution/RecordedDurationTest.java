package dev.segue.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.execution.ExecutionEvent.StepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDurationTest {

    @Test
    void countsAllStepsOfARevisionThatCommitsInBetween(@TempDir Path project) throws IOException {
        Files.createDirectory(project.resolve("migrations"));
        Files.writeString(project.resolve("migrations/numbers.sql"), """
                -- segue:revision aaaa00000001
                -- segue:message  numbers
                -- segue:no-transaction

                -- segue:upgrade
                CREATE TABLE numbers AS
                WITH RECURSIVE counted (n) AS (
                  SELECT 1
                  UNION ALL
                  SELECT n + 1 FROM counted WHERE n < 200000
                )
                SELECT n FROM counted;

                CREATE TABLE letters (letter text);

                -- segue:downgrade
                DROP TABLE letters;
                DROP TABLE numbers;
                """);
        List<Duration> steps = new ArrayList<>();
        Segue segue = Segue.builder()
                .database("jdbc:sqlite:" + project.resolve("app.db"))
                .project(project)
                .listener(event -> {
                    if (event instanceof StepRun run) {
                        steps.add(run.duration());
                    }
                })
                .build();

        segue.upgrade("head");

        Duration longest = steps.get(0);
        assertThat(segue.status().applied().get(0).duration())
                .isGreaterThanOrEqualTo(Duration.ofMillis(longest.toMillis()))
                .isPositive();
    }
}
