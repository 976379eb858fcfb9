package dev.segue.cli.command;

import dev.segue.cli.Invocation;
import dev.segue.configuration.Setting;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How backfills go about their work in this run, whatever revisions and the configuration say. */
final class BackfillOptions {

    @Option(names = "--batch", paramLabel = "ROWS", description = "How many rows a batch of a backfill has at most.")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--target", paramLabel = "TIME", description = "How long a batch of a backfill should take.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--workers", paramLabel = "N", description = "How many batches are written at the same time.")
    private Optional<String> workers = Optional.empty();

    @Option(names = "--max-rate", paramLabel = "ROWS", description = "How many rows a second a backfill may write.")
    private Optional<String> maxRate = Optional.empty();

    @Option(names = "--nice", paramLabel = "SHARE", description = "How long to rest after each batch, such as 50%%.")
    private Optional<String> nice = Optional.empty();

    @Option(
            names = "--pause-when",
            paramLabel = "CONDITIONS",
            description = "When a backfill writes nothing, such as 'lag>5s'; or never.")
    private Optional<String> pauseWhen = Optional.empty();

    @Option(
            names = "--roundtrip",
            paramLabel = "WHAT",
            description = "What happens where a downgrade could not compute old values back: off, report or refuse.")
    private Optional<String> roundtrip = Optional.empty();

    void applyTo(Invocation invocation) {
        invocation.set(Setting.BACKFILL_BATCH, batch);
        invocation.set(Setting.BACKFILL_TARGET, target);
        invocation.set(Setting.BACKFILL_WORKERS, workers);
        invocation.set(Setting.BACKFILL_MAX_RATE, maxRate);
        invocation.set(Setting.BACKFILL_NICE, nice);
        invocation.set(Setting.BACKFILL_PAUSE_WHEN, pauseWhen);
        invocation.set(Setting.BACKFILL_ROUNDTRIP, roundtrip);
    }
}
