package dev.segue;

import dev.segue.backfill.BackfillProblem;
import dev.segue.backfill.FillEstimate;
import dev.segue.backfill.FillOrder;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobControl;
import dev.segue.backfill.TimeLeft;
import dev.segue.backfill.Tuning;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.LoadSignals;
import dev.segue.dialect.RowBatches;
import dev.segue.execution.JoinedBackfill;
import dev.segue.jdbc.Session;
import dev.segue.journal.Journal;
import dev.segue.journal.JournalSnapshot;
import dev.segue.plan.Plan;
import dev.segue.revision.Direction;
import dev.segue.revision.History;
import dev.segue.revision.RevisionId;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The backfills of one database: what they do, and how they are steered while they run, from wherever there is a connection.
 *
 * <p>A backfill is called by its number, by the beginning of its revision's identifier, or by its table; by nothing where
 * only one is open, or where none is, and only one has ended before its revision could go on.
 */
public final class Backfills {

    private final Connections database;
    private final Supplier<History> history;
    private final Journal journal;
    private final JoinedBackfill joined;

    Backfills(Connections database, Supplier<History> history, Journal journal, JoinedBackfill joined) {
        this.database = database;
        this.history = history;
        this.journal = journal;
        this.joined = joined;
    }

    /** All that there were, the oldest first. */
    public List<Job> list() {
        Optional<RowBatches> batches = dialect().rowBatches();
        if (batches.isEmpty()) {
            return List.of();
        }
        try (Session session = dialect().connect(database.source())) {
            return control(batches.get(), session).list(session);
        }
    }

    public Job status(Optional<String> called) {
        return steered((control, session) -> control.find(session, called));
    }

    /** How long one will still take; before its first batches by what others on this database took. */
    public Optional<TimeLeft> timeLeft(Job job) {
        return TimeLeft.of(job, list());
    }

    /** What the backfills of a plan are about to cost. Those of tables that are not there yet are left out. */
    public Map<Step, FillEstimate> estimates(Plan plan) {
        List<Step> steps = plan.revisions().stream()
                .flatMap(planned -> planned.allSteps().stream())
                .filter(step -> step.action() instanceof StepAction.FillRows)
                .toList();
        Optional<LoadSignals> signals = dialect().loadSignals();
        if (steps.isEmpty() || signals.isEmpty()) {
            return Map.of();
        }
        OptionalLong rate = FillEstimate.rateSeen(list());
        Map<Step, FillEstimate> estimates = new LinkedHashMap<>();
        try (Session session = dialect().connect(database.source())) {
            for (Step step : steps) {
                if (step.action() instanceof StepAction.FillRows fill && !fill.onlyLooks()) {
                    FillEstimate.of(session, signals.get(), fill, rate)
                            .ifPresent(estimate -> estimates.put(step, estimate));
                }
            }
        }
        return estimates;
    }

    /** Asks its workers to wait, wherever they are. Each ends the batch that it is at. */
    public Job pause(Optional<String> called) {
        return steered((control, session) -> control.pause(session, called));
    }

    public Job resume(Optional<String> called) {
        return steered((control, session) -> control.resume(session, called));
    }

    /** Changes its pace; within a second it goes at the new one. */
    public Job tune(Optional<String> called, Tuning tuning) {
        return steered((control, session) -> control.tune(session, called, tuning));
    }

    /**
     * Ends it. When this returns nobody writes rows for it any more; what it did is kept, and its revision can be gone on
     * with, or be taken back.
     */
    public Job cancel(Optional<String> called) {
        return steered((control, session) -> control.cancel(session, called));
    }

    /**
     * Works on it until all rows are filled, beside the run that began it or while no run is there. What comes after the
     * rows is left to a run.
     *
     * @param workers how many write at the same time here
     */
    public Job run(Optional<String> called, int workers) {
        Job job = steered((control, session) -> control.open(session, called, "run"));
        joined.run(batches(), orderOf(job), job, workers);
        return status(Optional.of(String.valueOf(job.number())));
    }

    /** What its step does, as it was planned when its revision was begun. */
    private FillOrder orderOf(Job job) {
        RevisionId revision = new RevisionId(job.revision());
        Direction direction = directionOf(job);
        try (Session session = dialect().connect(database.source())) {
            JournalSnapshot snapshot = journal.read(session);
            return new LiveGround(dialect(), Optional.of(session), snapshot, history.get())
                    .kept(revision, direction).stream()
                            .flatMap(plan -> plan.steps().stream())
                            .filter(step -> step.ordinal() == job.ordinal())
                            .map(step -> step.action())
                            .filter(StepAction.FillRows.class::isInstance)
                            .map(StepAction.FillRows.class::cast)
                            .map(fill -> new FillOrder(job.revision(), job.direction(), job.ordinal(), fill))
                            .findFirst()
                            .orElseThrow(() -> BackfillProblem.NO_PLAN.with(
                                    "what revision " + revision + " computes in " + job.table()
                                            + " is not known: its plan is not in the journal, or its file was edited",
                                    "put its file back as it was when it was begun"));
        }
    }

    private <T> T steered(BiFunction<JobControl, Session, T> steering) {
        RowBatches batches = batches();
        try (Session session = dialect().connect(database.source())) {
            return steering.apply(control(batches, session), session);
        }
    }

    private JobControl control(RowBatches batches, Session session) {
        JournalSnapshot snapshot = journal.read(session);
        return new JobControl(
                batches,
                job -> snapshot.steps().stream()
                        .anyMatch(step -> step.revision().value().equals(job.revision())
                                && step.direction() == directionOf(job)
                                && step.ordinal() == job.ordinal()));
    }

    private static Direction directionOf(Job job) {
        return Direction.valueOf(job.direction().toUpperCase(Locale.ROOT));
    }

    private RowBatches batches() {
        return dialect()
                .rowBatches()
                .orElseThrow(() -> BackfillProblem.NO_BACKFILLS.with(
                        dialect().name() + " has no backfills: it computes all rows at once",
                        "use the commands for backfills with a database of another kind"));
    }

    private Dialect dialect() {
        return database.dialect();
    }
}
