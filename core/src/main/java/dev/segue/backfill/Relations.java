package dev.segue.backfill;

import dev.segue.dialect.RowBatches;
import dev.segue.dialect.RowSource;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.step.StepAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The relations that one backfill goes through, as they are called now. Somebody may rename, drop or detach them meanwhile,
 * so each is recorded under the name that it had at the beginning. Safe for use by all workers of a process.
 */
final class Relations {

    private final RowBatches batches;
    private final StepAction.FillRows fill;
    private final String table;
    private final ChunkStore chunks;
    private volatile Seen seen = new Seen(List.of(), Map.of());

    /** @param recorded what is there of those that are recorded, by the names that these are recorded under */
    private record Seen(List<RowSource> sources, Map<String, RowSource> recorded) {

        Map<String, String> names() {
            return recorded.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, source -> source.getValue().relation()));
        }
    }

    /** @param table what it is known by */
    Relations(RowBatches batches, StepAction.FillRows fill, String table, ChunkStore chunks) {
        this.batches = batches;
        this.fill = fill;
        this.table = table;
        this.chunks = chunks;
    }

    /** All that the table has, as they were when they were looked at last. */
    List<RowSource> sources() {
        return seen.sources();
    }

    /** What each that is recorded is called; not the same any more where one was renamed, has gone or has come. */
    Map<String, String> names() {
        return seen.names();
    }

    /** Empty where what was recorded under that name is gone, with its rows. */
    Optional<RowSource> source(Session session, String recorded) {
        if (!seen.recorded().containsKey(recorded)) {
            lookAgain(session);
        }
        return Optional.ofNullable(seen.recorded().get(recorded));
    }

    /** @throws SegueException when the whole table is gone */
    void lookAgain(Session session) {
        List<RowSource> sources = batches.sourcesOf(session, fill, table);
        if (sources.isEmpty()) {
            throw BackfillProblem.noTable(fill.table());
        }
        Map<String, RowSource> recorded = new HashMap<>();
        for (Frontier frontier : chunks.frontiers(session)) {
            sources.stream().filter(frontier::isOf).forEach(source -> recorded.put(frontier.relation(), source));
        }
        seen = new Seen(List.copyOf(sources), Map.copyOf(recorded));
    }

    /** True when a statement can have failed because of what somebody did to one of them since it had these names. */
    boolean explain(SegueException failure, Map<String, String> namesBefore, Session session) {
        if (failure.problem().code() != DatabaseProblem.UNKNOWN_OBJECT) {
            return false;
        }
        lookAgain(session);
        return !names().equals(namesBefore);
    }

    /**
     * For the end of a transaction that has worked with it, which nobody can rename before its end.
     *
     * @throws SegueException when its name is another one's by now
     */
    void requireName(Session session, RowSource source) {
        if (!chunks.identityOf(session, source.relation()).equals(source.identity())) {
            throw DatabaseProblem.UNKNOWN_OBJECT.with(
                    source.relation() + " is another table than the one that was to be filled",
                    "run the same command again: it goes on where this one stopped");
        }
    }
}
