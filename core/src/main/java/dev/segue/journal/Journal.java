package dev.segue.journal;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.JournalTables;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Row;
import dev.segue.jdbc.Session;
import dev.segue.plan.PlannedRevision;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.step.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the journal, and says with which statements it is written. */
public final class Journal {

    private final JournalTables tables;
    private final String actor;

    private final String readRevisions;
    private final String readSteps;
    private final String readLog;
    private final String insertRevision;
    private final String deleteRevision;
    private final String insertStep;
    private final String deleteStep;
    private final String deleteSteps;
    private final String deleteStepsOneWay;
    private final String readPlans;
    private final String insertPlan;
    private final String holdPlan;
    private final String deletePlan;
    private final String deletePlans;
    private final String insertLog;

    /** @param actor who runs this and where, for the record */
    public Journal(Dialect dialect, String actor) {
        this.tables = dialect.journalTables();
        this.actor = actor;
        readRevisions = filled("""
                SELECT id, kind, message, checksum, fingerprint, applied_at, applied_by, applied_from, duration_ms
                FROM {revisions}
                ORDER BY position
                """);
        readSteps = filled("""
                SELECT revision, direction, ordinal, state, checksum, summary, since
                FROM {steps}
                ORDER BY revision, direction, ordinal
                """);
        readLog = filled("""
                SELECT at, revision, action, done_by, done_from, duration_ms, remark
                FROM {log}
                ORDER BY position DESC
                LIMIT ?
                """);
        insertRevision = filled("""
                INSERT INTO {revisions}
                  (id, kind, message, checksum, fingerprint, applied_at, applied_by, applied_from, duration_ms)
                VALUES (?, ?, ?, ?, ?, {now}, {user}, ?, ?)""");
        deleteRevision = filled("DELETE FROM {revisions} WHERE id = ?");
        insertStep = filled("""
                INSERT INTO {steps} (revision, direction, ordinal, state, checksum, summary, since)
                VALUES (?, ?, ?, ?, ?, ?, {now})""");
        deleteStep = filled("DELETE FROM {steps} WHERE revision = ? AND direction = ? AND ordinal = ?");
        deleteSteps = filled("DELETE FROM {steps} WHERE revision = ?");
        deleteStepsOneWay = filled("DELETE FROM {steps} WHERE revision = ? AND direction = ?");
        readPlans = filled("SELECT revision, direction, state, steps, since FROM {plans} ORDER BY since");
        insertPlan = filled(
                "INSERT INTO {plans} (revision, direction, state, steps, since) VALUES (?, ?, 'begun', ?, {now})");
        holdPlan = filled("UPDATE {plans} SET state = 'held' WHERE revision = ? AND direction = ?");
        deletePlan = filled("DELETE FROM {plans} WHERE revision = ? AND direction = ?");
        deletePlans = filled("DELETE FROM {plans} WHERE revision = ?");
        insertLog = filled("""
                INSERT INTO {log} (at, revision, action, done_by, done_from, duration_ms, remark)
                VALUES ({now}, ?, ?, {user}, ?, ?, ?)""");
    }

    /** Three queries, whatever the length of the history; one on a database that was never changed. */
    public JournalSnapshot read(Session session) {
        try {
            List<AppliedRevision> applied = session.query(readRevisions, Journal::revision);
            List<StepRecord> steps = session.query(readSteps, Journal::step);
            return new JournalSnapshot(true, applied, steps, session.query(readPlans, Journal::plan));
        } catch (SegueException failure) {
            if (failure.problem().code() == DatabaseProblem.UNKNOWN_OBJECT) {
                return JournalSnapshot.ofUntouchedDatabase();
            }
            throw failure;
        }
    }

    /** The newest lines of the log, newest first. */
    public List<LogEntry> readLog(Session session, int most) {
        return session.query(readLog, Journal::logEntry, most);
    }

    /** What creates the journal where it is missing. */
    public List<String> creation() {
        return tables.creation();
    }

    public List<BoundStatement> applied(Revision revision, Duration duration) {
        List<BoundStatement> statements = new ArrayList<>();
        if (revision.kind() == RevisionKind.REPEATABLE) {
            statements.add(BoundStatement.of(deleteRevision, revision.id().value()));
        }
        statements.add(BoundStatement.of(
                insertRevision,
                revision.id().value(),
                name(revision.kind()),
                revision.message(),
                revision.source().checksum(),
                revision.source().fingerprint(),
                actor,
                duration.toMillis()));
        statements.add(log(revision.id(), "applied", duration, ""));
        return statements;
    }

    public List<BoundStatement> reverted(RevisionId revision, Duration duration) {
        return List.of(BoundStatement.of(deleteRevision, revision.value()), log(revision, "reverted", duration, ""));
    }

    public List<BoundStatement> stamped(Revision revision) {
        List<BoundStatement> statements = new ArrayList<>(applied(revision, Duration.ZERO));
        statements.set(statements.size() - 1, log(revision.id(), "stamped", Duration.ZERO, ""));
        statements.addAll(forgetWork(revision.id()));
        return statements;
    }

    public List<BoundStatement> unstamped(RevisionId revision) {
        List<BoundStatement> statements = new ArrayList<>(forgetWork(revision));
        statements.add(BoundStatement.of(deleteRevision, revision.value()));
        statements.add(log(revision, "unstamped", Duration.ZERO, ""));
        return statements;
    }

    /** Keeps the steps that were worked out for a revision before the first of them is run. */
    public List<BoundStatement> keep(PlannedRevision planned) {
        RevisionId revision = planned.revision().id();
        Direction direction = planned.direction();
        return List.of(
                BoundStatement.of(deletePlan, revision.value(), name(direction)),
                BoundStatement.of(insertPlan, revision.value(), name(direction), planned.keptText()));
    }

    /** Everything but the contract phase is done. */
    public BoundStatement held(RevisionId revision, Direction direction) {
        return BoundStatement.of(holdPlan, revision.value(), name(direction));
    }

    /** Nothing of the revision is left to do, in no direction. */
    public List<BoundStatement> forgetWork(RevisionId revision) {
        return List.of(forgetSteps(revision), BoundStatement.of(deletePlans, revision.value()));
    }

    /** Nothing of this direction was begun any more. */
    public List<BoundStatement> forgetWork(RevisionId revision, Direction direction) {
        return List.of(
                BoundStatement.of(deleteStepsOneWay, revision.value(), name(direction)),
                BoundStatement.of(deletePlan, revision.value(), name(direction)));
    }

    /** The revision stays; its downgrade never was. */
    public List<BoundStatement> turnedBack(RevisionId revision, Duration duration) {
        List<BoundStatement> statements = new ArrayList<>(forgetWork(revision, Direction.DOWNGRADE));
        statements.add(log(revision, "turned back", duration, ""));
        return statements;
    }

    public BoundStatement contracted(RevisionId revision, Duration duration) {
        return log(revision, "contracted", duration, "");
    }

    /** Forgets the steps of a revision that was begun and is not going to be finished. */
    public List<BoundStatement> abandoned(RevisionId revision) {
        List<BoundStatement> statements = new ArrayList<>(forgetWork(revision));
        statements.add(log(revision, "abandoned", Duration.ZERO, ""));
        return statements;
    }

    /** Takes a file as it is now for what was applied. */
    public List<BoundStatement> accepted(Revision revision) {
        String update = filled("UPDATE {revisions} SET checksum = ?, fingerprint = ? WHERE id = ?");
        return List.of(
                BoundStatement.of(
                        update,
                        revision.source().checksum(),
                        revision.source().fingerprint(),
                        revision.id().value()),
                log(revision.id(), "accepted", Duration.ZERO, ""));
    }

    public BoundStatement failed(RevisionId revision, Duration duration, String remark) {
        return log(revision, "failed", duration, remark);
    }

    /** To be preceded by {@link #forgetStep} where the step may have a record already. */
    public BoundStatement step(RevisionId revision, Direction direction, Step step, StepState state) {
        return BoundStatement.of(
                insertStep,
                revision.value(),
                name(direction),
                step.ordinal(),
                name(state),
                step.checksum(),
                step.summary());
    }

    public BoundStatement forgetStep(RevisionId revision, Direction direction, int ordinal) {
        return BoundStatement.of(deleteStep, revision.value(), name(direction), ordinal);
    }

    public BoundStatement forgetSteps(RevisionId revision) {
        return BoundStatement.of(deleteSteps, revision.value());
    }

    private BoundStatement log(RevisionId revision, String action, Duration duration, String remark) {
        return BoundStatement.of(insertLog, revision.value(), action, actor, duration.toMillis(), remark);
    }

    private String filled(String template) {
        return template.replace("{revisions}", tables.revisions())
                .replace("{steps}", tables.steps())
                .replace("{plans}", tables.plans())
                .replace("{log}", tables.log())
                .replace("{now}", tables.now())
                .replace("{user}", tables.user());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static AppliedRevision revision(Row row) {
        return new AppliedRevision(
                new RevisionId(row.text("id")),
                RevisionKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("message"),
                row.text("checksum"),
                row.text("fingerprint"),
                row.instant("applied_at"),
                row.text("applied_by"),
                row.text("applied_from"),
                Duration.ofMillis(row.number("duration_ms")));
    }

    private static StepRecord step(Row row) {
        return new StepRecord(
                new RevisionId(row.text("revision")),
                Direction.valueOf(row.text("direction").toUpperCase(Locale.ROOT)),
                (int) row.number("ordinal"),
                StepState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.text("checksum"),
                row.text("summary"),
                row.instant("since"));
    }

    private static KeptPlanRecord plan(Row row) {
        return new KeptPlanRecord(
                new RevisionId(row.text("revision")),
                Direction.valueOf(row.text("direction").toUpperCase(Locale.ROOT)),
                row.text("state").equals("held"),
                row.text("steps"),
                row.instant("since"));
    }

    private static LogEntry logEntry(Row row) {
        Instant at = row.instant("at");
        return new LogEntry(
                at,
                row.text("revision"),
                row.text("action"),
                row.text("done_by"),
                row.text("done_from"),
                Duration.ofMillis(row.number("duration_ms")),
                row.text("remark"));
    }
}
