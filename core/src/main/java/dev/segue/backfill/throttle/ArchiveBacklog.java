package dev.segue.backfill.throttle;

import dev.segue.dialect.LoadSignals;
import java.util.Optional;

/**
 * {@code archive-queue>20}, {@code archive-queue>1GB}: segments of the log wait to be archived. Nothing waits on a server
 * that does not archive.
 *
 * @param files the limit; empty where it is one of bytes
 */
record ArchiveBacklog(String text, Optional<Long> files, Size size) implements Condition {

    static final String NAME = "archive-queue";

    private static final String EXAMPLE = "archive-queue>20";

    static ArchiveBacklog read(WrittenCondition written) {
        written.refuseArgument();
        String limit = written.requireLimit(EXAMPLE);
        Optional<Size> size = Size.read(limit);
        return new ArchiveBacklog(
                written.text(),
                size.isPresent()
                        ? Optional.empty()
                        : Optional.of(Count.read(limit)
                                .orElseThrow(() -> written.badLimit(
                                        "a number of files or of bytes", EXAMPLE + "' or 'archive-queue>1GB"))),
                size.orElse(new Size(0)));
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return () -> reason(observer.ask((signals, session) -> signals.archiveQueue(session)));
    }

    private Optional<String> reason(LoadSignals.ArchiveQueue queue) {
        boolean isTooLong = files.map(limit -> queue.files() > limit).orElse(queue.bytes() > size.bytes());
        if (!isTooLong) {
            return Optional.empty();
        }
        String limit = files.map(count -> count + " files").orElse(size.inWords());
        return Optional.of(queue.files() + (queue.files() == 1 ? " WAL file waits" : " WAL files wait")
                + " to be archived, " + new Size(queue.bytes()).inWords() + " (limit " + limit + ")");
    }
}
