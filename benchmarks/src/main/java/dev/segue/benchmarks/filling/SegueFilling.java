package dev.segue.benchmarks.filling;

import dev.segue.Segue;
import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Folders;
import dev.segue.execution.ExecutionEvent;
import dev.segue.step.Rollout;
import dev.segue.step.StepAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Segue, run as a library: what is counted is the step that fills, with its verification.
 *
 * @param workers that write at the same time
 */
public record SegueFilling(int workers) implements Filling {

    private static final String REVISION = """
            -- segue:revision 0123456789ab
            -- segue:message  fill the column

            -- segue:upgrade
            -- segue:backfill workers={workers}
            {fill};

            -- segue:downgrade
            -- segue:nothing "the column keeps its values"
            """;

    @Override
    public String name() {
        return workers == 1 ? "Segue, 1 worker" : "Segue, " + workers + " workers";
    }

    @Override
    public Duration fill(Database database) throws Exception {
        Path folder = Folders.create();
        try {
            writeRevisionInto(folder);
            AtomicLong takenNanos = new AtomicLong();
            Segue.builder()
                    .rollout(Rollout.DIRECT)
                    .database(database.jdbcUrl(), database.user(), database.password())
                    .revisions(folder)
                    .listener(event -> note(event, takenNanos))
                    .build()
                    .upgrade("head");
            return Duration.ofNanos(takenNanos.get());
        } finally {
            Folders.delete(folder);
        }
    }

    /** The whole project of which the fill is the only revision. */
    public void writeRevisionInto(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("fill.sql"),
                REVISION.replace("{workers}", String.valueOf(workers)).replace("{fill}", FillTable.FILL));
    }

    private static void note(ExecutionEvent event, AtomicLong takenNanos) {
        if (event instanceof ExecutionEvent.StepRun run && run.step().action() instanceof StepAction.FillRows) {
            takenNanos.set(run.duration().toNanos());
        }
    }
}
