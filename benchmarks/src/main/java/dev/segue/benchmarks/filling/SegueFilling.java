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
 * Segue, run as a library: what is counted is the step that fills.
 *
 * @param workers that write at the same time
 * @param verifies reads all rows once more at the end, as it does unless told otherwise; no other contender does
 */
public record SegueFilling(int workers, boolean verifies) implements Filling {

    private static final String REVISION = """
            -- segue:revision 0123456789ab
            -- segue:message  fill the column

            -- segue:upgrade
            -- segue:backfill workers={workers} verify={verify}
            {fill};

            -- segue:downgrade
            -- segue:nothing "the column keeps its values"
            """;

    /** As it is without options. */
    public static SegueFilling with(int workers) {
        return new SegueFilling(workers, true);
    }

    public SegueFilling withoutVerification() {
        return new SegueFilling(workers, false);
    }

    @Override
    public String name() {
        return "Segue, " + workers + (workers == 1 ? " worker" : " workers") + (verifies ? ", verified" : "");
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
                REVISION.replace("{workers}", String.valueOf(workers))
                        .replace("{verify}", verifies ? "value" : "off")
                        .replace("{fill}", FillTable.FILL));
    }

    private static void note(ExecutionEvent event, AtomicLong takenNanos) {
        if (event instanceof ExecutionEvent.StepRun run && run.step().action() instanceof StepAction.FillRows) {
            takenNanos.set(run.duration().toNanos());
        }
    }
}
