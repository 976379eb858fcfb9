package dev.segue;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Examination;
import dev.segue.dialect.OldName;
import dev.segue.dialect.TrashedObject;
import dev.segue.execution.Cancellation;
import dev.segue.execution.Commission;
import dev.segue.execution.Execution;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.ExecutionOptions;
import dev.segue.execution.JoinedBackfill;
import dev.segue.execution.JournalChange;
import dev.segue.execution.OfflineScript;
import dev.segue.execution.RunReport;
import dev.segue.jdbc.BoundStatement;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.EarlyConnection;
import dev.segue.jdbc.Session;
import dev.segue.journal.AppliedRevision;
import dev.segue.journal.EditedRevisions;
import dev.segue.journal.Journal;
import dev.segue.journal.JournalProblem;
import dev.segue.journal.JournalSnapshot;
import dev.segue.journal.LogEntry;
import dev.segue.journal.StepRecord;
import dev.segue.plan.Plan;
import dev.segue.plan.PlanFile;
import dev.segue.plan.PlanningOptions;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.AppliedRevisions;
import dev.segue.revision.Direction;
import dev.segue.revision.History;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionIdGenerator;
import dev.segue.revision.RevisionPaths;
import dev.segue.revision.RevisionPlacement;
import dev.segue.revision.RevisionResolver;
import dev.segue.revision.Stamp;
import dev.segue.revision.file.NewRevision;
import dev.segue.revision.file.RevisionWriter;
import dev.segue.revision.source.RevisionFiles;
import dev.segue.revision.source.RevisionLocations;
import dev.segue.step.Rollout;
import dev.segue.trash.Purged;
import dev.segue.trash.Restored;
import dev.segue.trash.Trash;
import dev.segue.verification.StillUsed;
import dev.segue.verification.UseInspection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The history of one database: what its files say, what the database says, and the ways between them.
 *
 * <pre>{@code
 * Segue segue = Segue.builder()
 *         .database("jdbc:postgresql://localhost/shop", "shop", password)
 *         .revisions(Path.of("migrations"))
 *         .build();
 * segue.upgrade("head");
 * }</pre>
 *
 * Targets are written in the words of {@link dev.segue.revision.RevisionExpression}. Files are read at each call, and
 * every method may throw a {@link dev.segue.problem.SegueException}. Safe for use by several threads, one run at a time.
 */
public final class Segue {

    private static final int FAILURES_LOOKED_AT = 200;

    private final Connections database;
    private final RevisionLocations locations;
    private final PlanningOptions planning;
    private final boolean isEvenIfUsed;
    private final ExecutionOptions options;
    private final ExecutionListener listener;
    private final Cancellation cancellation;
    private final Supplier<Clock> clock;
    private final RandomGenerator random;

    Segue(
            Connections database,
            RevisionLocations locations,
            PlanningOptions planning,
            boolean isEvenIfUsed,
            ExecutionOptions options,
            ExecutionListener listener,
            Cancellation cancellation,
            Supplier<Clock> clock,
            RandomGenerator random) {
        this.database = database;
        this.locations = locations;
        this.planning = planning;
        this.isEvenIfUsed = isEvenIfUsed;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.clock = clock;
        this.random = random;
    }

    public static SegueBuilder builder() {
        return new SegueBuilder();
    }

    /** The history as the files have it; needs no connection. */
    public History history() {
        return project().history();
    }

    /** The history as the database sees it. */
    public AppliedRevisions applied() {
        return onState(Project::appliedIn);
    }

    /** What an upgrade would do now. */
    public Plan planUpgrade(String target) {
        return planned((project, snapshot, session) -> project.upgradePlan(snapshot, session, target));
    }

    /** What a downgrade would do now. */
    public Plan planDowngrade(String target) {
        return planned((project, snapshot, session) -> project.downgradePlan(snapshot, session, target));
    }

    /** What a contraction would do now; of the named revisions, or of all that hold something back. */
    public Plan planContraction(List<String> revisions) {
        return planned((project, snapshot, session) -> project.contractionPlan(snapshot, session, revisions));
    }

    /**
     * Applies what is missing to reach the target.
     *
     * @throws SegueException also when it would contract, and somebody is seen to use just now what that takes away;
     *     nothing has been changed then
     */
    public RunReport upgrade(String target) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            return execution(connection).run(unlessUsed(RunPlanning.upgrade(project, target)));
        }
    }

    /**
     * Runs a plan that was written to a file, in the direction that it has.
     *
     * @throws SegueException when the plan would be another one by now; nothing has been changed then
     */
    public RunReport run(PlanFile file) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            RunPlanning asked = file.direction() == Direction.UPGRADE
                    ? RunPlanning.upgrade(project, file.target())
                    : RunPlanning.downgrade(project, file.target());
            return execution(connection).run(unlessUsed(asked.by((snapshot, session) -> {
                Plan plan = asked.planner().plan(snapshot, session);
                file.requireSame(plan);
                return plan;
            })));
        }
    }

    /**
     * Undoes what was applied on top of the target.
     *
     * @throws SegueException as for {@link #upgrade}
     */
    public RunReport downgrade(String target) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            if (isNotThereYet()) {
                Plan empty = project.downgradePlan(JournalSnapshot.ofUntouchedDatabase(), Optional.empty(), target);
                return new RunReport(empty.direction(), List.of(), Duration.ZERO, 0);
            }
            return execution(connection).run(unlessUsed(RunPlanning.downgrade(project, target)));
        }
    }

    /**
     * Takes away what only the application needs that is on its way out: of the named revisions, or of all that hold
     * something back. To be called when nobody uses it any more.
     *
     * @throws SegueException when somebody is seen to use it just now; nothing has been changed then
     */
    public RunReport contract(List<String> revisions) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            return execution(connection)
                    .run(looking(new RunPlanning(
                            Direction.UPGRADE,
                            snapshot -> project.waiting(snapshot, revisions),
                            held -> {},
                            (snapshot, session) -> project.contractionPlan(snapshot, session, revisions))));
        }
    }

    /** Where no application is at work, nobody is looked for. */
    private RunPlanning unlessUsed(RunPlanning asked) {
        return planning.rollout() == Rollout.PHASED ? looking(asked) : asked;
    }

    private RunPlanning looking(RunPlanning asked) {
        return asked.by((snapshot, session) -> {
            Plan plan = asked.planner().plan(snapshot, session);
            session.ifPresent(open -> look(plan.leavingNow(), open));
            return plan;
        });
    }

    private void look(List<OldName> leaving, Session session) {
        if (!leaving.isEmpty()) {
            StillUsed uses = uses(leaving, session);
            if (!isEvenIfUsed) {
                uses.refuse();
            }
            listener.on(new ExecutionEvent.UsesLookedAt(leaving, uses));
        }
    }

    /** Who is seen to use what this plan takes away, now or later. */
    public StillUsed usesOf(Plan plan) {
        if (plan.leaving().isEmpty()) {
            return StillUsed.NOBODY;
        }
        try (Session session = dialect().connect(database.source())) {
            return uses(plan.leaving(), session);
        }
    }

    private StillUsed uses(List<OldName> leaving, Session session) {
        return new UseInspection(dialect(), session).look(leaving, cancellation::isRequested);
    }

    /** A script that leads from one place to another, or from nothing to a target; needs no connection unless it says {@code current}. */
    public String upgradeScript(String range) {
        return script(project().upgradeScriptPlan(snapshotFor(range), range));
    }

    /** A script that leads from one place back to another, as {@code head:base}. */
    public String downgradeScript(String range) {
        return script(project().downgradeScriptPlan(snapshotFor(range), range));
    }

    /** Says in the journal that the database is at these places, and runs nothing. */
    public Stamp stamp(List<String> targets) {
        return stamp(targets, false);
    }

    /** Says in the journal that the database is at these places and nowhere else, forgetting what it said before. */
    public Stamp stampAfresh(List<String> targets) {
        return stamp(targets, true);
    }

    /** Gives up a revision that is half-way: its steps are forgotten, its objects are left as they are. */
    public RevisionId abandon(String revision) {
        return execution().changeJournal(snapshot -> {
            RevisionId id = snapshot.underWay().stream()
                    .map(StepRecord::revision)
                    .filter(candidate -> candidate.value().startsWith(revision))
                    .findFirst()
                    .orElseThrow(() -> JournalProblem.NOTHING_HALF_WAY.with(
                            "no revision \"" + revision + "\" is half-way", "`segue status` lists those that are"));
            return new JournalChange<>(id, journal().abandoned(id));
        });
    }

    /** Takes the files of these applied revisions, as they are now, for what was applied. */
    public List<Revision> accept(List<String> targets) {
        Project project = project();
        return execution().changeJournal(snapshot -> {
            List<Revision> revisions = new RevisionResolver(project.appliedIn(snapshot)).several(targets);
            List<BoundStatement> statements = new ArrayList<>();
            for (Revision revision : revisions) {
                if (snapshot.find(revision.id()).isEmpty()) {
                    throw JournalProblem.NOT_APPLIED.with(
                            "revision " + revision.id() + " is not applied", "name revisions that are");
                }
                statements.addAll(journal().accepted(revision));
            }
            return new JournalChange<>(revisions, statements);
        });
    }

    /** The backfills of the database, and how they are steered while they run. */
    public Backfills backfills() {
        return new Backfills(database, this::history, journal(), new JoinedBackfill(commission(database.source())));
    }

    /** What was dropped and waits with its data, the oldest first. */
    public List<TrashedObject> trash() {
        if (isNotThereYet()) {
            return List.of();
        }
        try (Session session = dialect().connect(database.source())) {
            return theTrash().list(session);
        }
    }

    /** Brings something back from the trash under its old name, with its data. */
    public Restored restore(long id) {
        return execution().underLock(session -> theTrash().restore(session, id));
    }

    /** Deletes for ever what has been in the trash for longer, but for what something outside of it still needs. */
    public Purged purge(Duration olderThan) {
        return execution().underLock(session -> theTrash().purge(session, olderThan));
    }

    /** Writes the file of a new revision and returns it. Needs a connection only where the request says {@code current}. */
    public Path create(RevisionRequest request) {
        boolean readsDatabase = request.parent().orElse("").contains("current");
        Project project = project();
        RevisionPlacement placement = new RevisionPlacement(
                project.appliedIn(readsDatabase ? read(database.source()) : JournalSnapshot.ofUntouchedDatabase()));
        List<RevisionId> parents = request.parent()
                .map(parent -> request.splice() ? placement.spliced(parent) : placement.on(parent))
                .orElseGet(placement::onHead);
        return write(request, project, placement, parents);
    }

    /** Writes the file of a revision that joins these heads, or all heads when none is named. */
    public Path merge(List<String> heads, RevisionRequest request) {
        Project project = project();
        RevisionPlacement placement = new RevisionPlacement(project.appliedIn(JournalSnapshot.ofUntouchedDatabase()));
        return write(request, project, placement, placement.merging(heads.isEmpty() ? List.of("heads") : heads));
    }

    /** Everything that is wrong with the files, as far as that shows without a database. */
    public List<Problem> validate() {
        try {
            return project().problems();
        } catch (SegueException unreadable) {
            return List.of(unreadable.problem());
        }
    }

    /**
     * What should be known of sound files before they are applied to tables in use, as far as that shows without a database:
     * downgrades that would be refused behind the contraction.
     */
    public List<Problem> doubts() {
        return project().doubts();
    }

    /** Where the database stands. */
    public Status status() {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            if (isNotThereYet()) {
                return status(project, JournalSnapshot.ofUntouchedDatabase(), List.of());
            }
            try (Session session = dialect().connect(connection)) {
                JournalSnapshot snapshot = journal().read(session);
                return status(project, snapshot, failures(session, snapshot));
            }
        }
    }

    /** What a person should know about the database before it is changed. */
    public List<Examination> doctor() {
        return database.missingFile()
                .map(file -> List.of(Examination.warning(
                        "connection", "there is no file " + file + " yet", "`segue upgrade` creates it")))
                .orElseGet(() -> dialect().examine(database.source()));
    }

    /** The name of the kind of database, and how messages call this one. */
    public String databaseDisplay() {
        return database.source().display();
    }

    private boolean isNotThereYet() {
        return database.missingFile().isPresent();
    }

    private Status status(Project project, JournalSnapshot snapshot, List<LogEntry> failures) {
        AppliedRevisions applied = project.appliedIn(snapshot);
        Set<RevisionId> unknownIds = applied.unknown();
        List<AppliedRevision> unknown = snapshot.applied().stream()
                .filter(revision -> unknownIds.contains(revision.id()))
                .toList();
        return new Status(
                snapshot.applied(),
                applied.pending(),
                project.due(snapshot),
                snapshot.underWay(),
                snapshot.held(),
                unknown,
                EditedRevisions.in(snapshot, project.history().graph().revisions()),
                applied.holes(),
                failures);
    }

    private <T> T onState(BiFunction<Project, JournalSnapshot, T> question) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            return question.apply(project, read(connection));
        }
    }

    private Plan planned(Planning plan) {
        try (EarlyConnection connection = database.early()) {
            Project project = project();
            if (isNotThereYet()) {
                return plan.of(project, JournalSnapshot.ofUntouchedDatabase(), Optional.empty());
            }
            try (Session session = dialect().connect(connection)) {
                JournalSnapshot snapshot = journal().read(session);
                return execution().withPatience(session, () -> plan.of(project, snapshot, Optional.of(session)));
            }
        }
    }

    @FunctionalInterface
    private interface Planning {
        Plan of(Project project, JournalSnapshot snapshot, Optional<Session> session);
    }

    private Stamp stamp(List<String> targets, boolean afresh) {
        Project project = project();
        return execution().changeJournal(snapshot -> {
            RevisionPaths paths = new RevisionPaths(project.appliedIn(snapshot));
            Stamp stamp = afresh ? paths.stampAfresh(targets) : paths.stamp(targets);
            List<BoundStatement> statements = new ArrayList<>();
            stamp.removed().forEach(id -> statements.addAll(journal().unstamped(id)));
            stamp.added().forEach(revision -> statements.addAll(journal().stamped(revision)));
            return new JournalChange<>(stamp, statements);
        });
    }

    private List<LogEntry> failures(Session session, JournalSnapshot snapshot) {
        if (!snapshot.exists()) {
            return List.of();
        }
        Map<String, LogEntry> newest = new LinkedHashMap<>();
        for (LogEntry entry : journal().readLog(session, FAILURES_LOOKED_AT)) {
            newest.putIfAbsent(entry.revision(), entry);
        }
        return newest.values().stream()
                .filter(entry -> entry.action().equals("failed"))
                .toList();
    }

    private Path write(
            RevisionRequest request, Project project, RevisionPlacement placement, List<RevisionId> parents) {
        RevisionId id = request.id()
                .map(placement::called)
                .orElseGet(() ->
                        new RevisionIdGenerator(random).next(project.history().graph()));
        NewRevision revision = new NewRevision(
                id,
                parents,
                placement.dependingOn(request.dependsOn()),
                List.copyOf(placement.labelled(request.labels())),
                request.message(),
                request.kind());
        RevisionFiles.requireOwnLayout(locations);
        RevisionWriter writer = new RevisionWriter(locations.folders().get(0), clock.get());
        return switch (request.language()) {
            case SQL -> writer.writeSql(revision);
            case JAVA -> writer.writeJava(revision);
        };
    }

    private JournalSnapshot snapshotFor(String range) {
        return range.contains("current") ? read(database.source()) : JournalSnapshot.ofUntouchedDatabase();
    }

    private JournalSnapshot read(ConnectionSource source) {
        if (isNotThereYet()) {
            return JournalSnapshot.ofUntouchedDatabase();
        }
        try (Session session = dialect().connect(source)) {
            return journal().read(session);
        }
    }

    private String script(Plan plan) {
        return OfflineScript.of(plan, dialect(), options.actor());
    }

    private Project project() {
        RevisionFiles files = RevisionFiles.read(locations);
        List<Revision> all = new ArrayList<>(files.revisions());
        all.addAll(files.repeatables());
        return new Project(History.of(all), dialect(), planning, files.layouts());
    }

    private Trash theTrash() {
        return new Trash(dialect(), clock.get());
    }

    private Journal journal() {
        return new Journal(dialect(), options.actor());
    }

    private Execution execution() {
        return execution(database.source());
    }

    private Execution execution(ConnectionSource source) {
        return new Execution(commission(source));
    }

    private Commission commission(ConnectionSource source) {
        return new Commission(dialect(), source, options, listener, cancellation, random);
    }

    private Dialect dialect() {
        return database.dialect();
    }
}
