package dev.segue.backfill;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.dialect.RowBatches;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks at backfills and steers them, from wherever there is a connection: those who work on them look into the same
 * tables once a second.
 *
 * <p>A backfill is called by its number, by the beginning of its revision's identifier, or by its table; by nothing where
 * only one is open, or where none is, and only one has ended before its revision could go on.
 */
public final class JobControl {

    private final RowBatches batches;
    private final JobStore jobs;
    private final Predicate<Job> isUnderWay;

    /** @param isUnderWay whether the journal still knows of the step that a backfill belongs to */
    public JobControl(RowBatches batches, Predicate<Job> isUnderWay) {
        this.batches = batches;
        this.jobs = new JobStore(batches);
        this.isUnderWay = isUnderWay;
    }

    /** All of them, the oldest first. */
    public List<Job> list(Session session) {
        return jobs.list(session).stream().map(this::judged).toList();
    }

    private Job judged(Job job) {
        if (isUnderWay.test(job)) {
            return job.awaited();
        }
        return isOpen(job) && !job.hasSignOfLife() ? job.givenUp() : job;
    }

    /** @throws SegueException when none is called so, or several are */
    public Job find(Session session, Optional<String> called) {
        List<Job> all = list(session);
        List<Job> meant = all.stream()
                .filter(job -> called.map(name -> isCalled(job, name)).orElse(isOpen(job)))
                .toList();
        if (called.isEmpty() && meant.isEmpty()) {
            meant = all.stream().filter(Job::isUnfinished).toList();
        }
        List<Job> open = meant.stream().filter(JobControl::isOpen).toList();
        if (meant.size() == 1 || open.size() == 1) {
            return open.size() == 1 ? open.get(0) : meant.get(0);
        }
        if (meant.isEmpty()) {
            throw BackfillProblem.NO_SUCH_JOB.with(
                    called.map(name -> "no backfill is called \"" + name + "\"").orElse("no backfill is open"),
                    "look at `segue backfill list` for those that there are");
        }
        throw BackfillProblem.SEVERAL_JOBS.with(
                "several backfills could be meant: "
                        + meant.stream().map(Job::called).collect(Collectors.joining(", ")),
                "name one by its number");
    }

    /** Asks its workers to wait, wherever they are; each ends the batch that it is at. */
    public Job pause(Session session, Optional<String> called) {
        return wish(session, called, true);
    }

    public Job resume(Session session, Optional<String> called) {
        return wish(session, called, false);
    }

    /** Takes effect with the next batches. */
    public Job tune(Session session, Optional<String> called, Tuning tuning) {
        Job job = open(session, called, "tuned");
        tuning.pauseWhen().filter(conditions -> !conditions.isEmpty()).ifPresent(Restraint::pauseWhen);
        jobs.tune(session, job, tuning);
        return now(session, job);
    }

    /**
     * Ends it. When this returns nobody writes any more rows for it, not even a worker that cannot be reached; what it did
     * is kept, so that the revision can be gone on with or be taken back.
     */
    public Job cancel(Session session, Optional<String> called) {
        Job job = open(session, called, "cancelled");
        session.begin(List.of("BEGIN"));
        try {
            jobs.lock(session, job.number());
            run(session, new ChunkStore(batches, job.number()).revocation());
            run(session, jobs.end(job.number(), JobState.CANCELLED, ""));
            session.commitAfter(List.of());
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
        return now(session, job);
    }

    /** @throws SegueException when it has ended */
    public Job open(Session session, Optional<String> called, String verb) {
        Job job = find(session, called);
        if (!isOpen(job)) {
            throw BackfillProblem.IS_OVER.with(
                    "the backfill " + job.called() + " cannot be " + verb + ": it "
                            + (job.state() == JobState.FAILED ? "" : "is ")
                            + job.state().name().toLowerCase(Locale.ROOT),
                    remedyWhereOver(job));
        }
        return job;
    }

    private static String remedyWhereOver(Job job) {
        return switch (job.state()) {
            case DONE -> "leave it: its revision has gone on";
            case FILLED -> "run `segue upgrade` or `segue downgrade`, whichever began it, to go on with its revision";
            case RUNNING, PAUSED, FAILED, CANCELLED ->
                "run the command that began it again: it goes on where it stopped";
        };
    }

    private Job wish(Session session, Optional<String> called, boolean isPause) {
        Job job = open(session, called, isPause ? "paused" : "resumed");
        jobs.wish(session, job.number(), isPause);
        return now(session, job);
    }

    private Job now(Session session, Job before) {
        return jobs.find(session, before.number()).map(this::judged).orElse(before);
    }

    private static boolean isOpen(Job job) {
        return job.state() == JobState.RUNNING || job.state() == JobState.PAUSED;
    }

    private static boolean isCalled(Job job, String name) {
        return name.equals(String.valueOf(job.number()))
                || name.equals(job.table())
                || (name.length() >= 4 && job.revision().startsWith(name));
    }

    private static void run(Session session, BoundStatement statement) {
        session.update(statement.sql(), statement.values().toArray());
    }
}
