package dev.segue;

import dev.segue.backfill.FillPolicy;
import dev.segue.backfill.throttle.Restraint;
import dev.segue.configuration.DatabaseUrl;
import dev.segue.dialect.Dialect;
import dev.segue.execution.Cancellation;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.ExecutionOptions;
import dev.segue.execution.LockPatience;
import dev.segue.execution.OperatorAnswer;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Phase;
import dev.segue.plan.PlanningOptions;
import dev.segue.revision.Migration;
import dev.segue.revision.source.Layout;
import dev.segue.revision.source.RevisionLocations;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionScope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Collects what a {@link Segue} needs to know. Everything has a default except the database; the revisions are looked for
 * in the folder {@code migrations} of the working folder.
 */
public final class SegueBuilder {

    private Optional<Connections> connections = Optional.empty();
    private Path project = Path.of("");
    private List<Path> folders = List.of(Path.of("migrations"));
    private Optional<Layout> layout = Optional.empty();
    private Map<String, String> placeholders = Map.of();
    private List<String> packages = List.of();
    private List<Class<? extends Migration>> classes = List.of();
    private ClassLoader classLoader = SegueBuilder.class.getClassLoader();
    private Optional<Path> cache = Optional.empty();
    private TransactionScope scope = TransactionScope.REVISION;
    private Rollout rollout = Rollout.PHASED;
    private Set<Phase> phases = Set.of();
    private boolean isEvenIfUsed = false;
    private Optional<SmallTables> smallTables = Optional.empty();
    private LockPatience lockPatience = LockPatience.standard();
    private Duration statementTimeout = Duration.ZERO;
    private Duration migrationLockWait = Duration.ofMinutes(30);
    private String actor = Actor.ofThisProcess();
    private FillSettings backfillHabits = FillSettings.DEFAULT;
    private FillSettings backfillOrders = FillSettings.DEFAULT;
    private OperatorAnswer answer = OperatorAnswer.NONE;
    private ExecutionListener listener = event -> {};
    private Cancellation cancellation = new Cancellation();
    /** Looked for when it is needed: only new files tell the time, and loading the time zones is slow. */
    private Supplier<Clock> clock = Clock::systemDefaultZone;

    private RandomGenerator random = new SplittableRandom();

    SegueBuilder() {}

    /** A database by its JDBC URL, such as {@code jdbc:postgresql://host/database} or {@code jdbc:sqlite:file}. */
    public SegueBuilder database(String jdbcUrl) {
        connections = Optional.of(Connections.to(jdbcUrl, Optional.empty(), Optional.empty()));
        return this;
    }

    public SegueBuilder database(String jdbcUrl, String user, String password) {
        connections = Optional.of(Connections.to(jdbcUrl, Optional.of(user), Optional.of(password)));
        return this;
    }

    /** A database as a configuration names it. */
    public SegueBuilder database(DatabaseUrl.Jdbc url) {
        connections = Optional.of(Connections.to(url));
        return this;
    }

    /** A database whose connections come from elsewhere, such as a server that is started when it is needed. */
    public SegueBuilder database(Dialect dialect, ConnectionSource source) {
        connections = Optional.of(new Connections(dialect, source));
        return this;
    }

    /**
     * A pool that must give at least two connections at a time: one works, one holds the lock. A backfill that lasts takes
     * one more to look around, and one for each further worker.
     */
    public SegueBuilder database(DataSource pool) {
        connections = Optional.of(Connections.from(pool));
        return this;
    }

    /** The folder that other paths are relative to, also in messages; the working folder by default. */
    public SegueBuilder project(Path folder) {
        project = folder;
        return this;
    }

    /** The folders with the revisions; {@code migrations} by default. */
    public SegueBuilder revisions(Path... migrationFolders) {
        folders = List.of(migrationFolders);
        return this;
    }

    /** How the files in the folders are laid out; by default they say so themselves. */
    public SegueBuilder layout(Layout newLayout) {
        layout = Optional.of(newLayout);
        return this;
    }

    /** Texts for {@code ${name}} in files of layouts that know placeholders. */
    public SegueBuilder placeholders(Map<String, String> textsByName) {
        placeholders = Map.copyOf(textsByName);
        return this;
    }

    /** Packages on the class path that hold Java revisions. */
    public SegueBuilder javaRevisions(String... packageNames) {
        packages = List.of(packageNames);
        return this;
    }

    /** Java revisions that are classes already. */
    public SegueBuilder javaRevisions(List<Class<? extends Migration>> types) {
        classes = List.copyOf(types);
        return this;
    }

    /** Loads compiled Java revisions, and what they use; that of Segue by default. */
    public SegueBuilder classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /** Where compiled Java revisions are kept between runs; {@code .segue/cache} in the project by default. */
    public SegueBuilder cache(Path folder) {
        cache = Optional.of(folder);
        return this;
    }

    /** How much commits at once; each revision by default. */
    public SegueBuilder transactionScope(TransactionScope newScope) {
        scope = newScope;
        return this;
    }

    /** How long locks of the database are waited for. */
    public SegueBuilder lockPatience(LockPatience patience) {
        lockPatience = patience;
        return this;
    }

    /** The limit for each statement; zero, the default, for none. */
    public SegueBuilder statementTimeout(Duration limit) {
        statementTimeout = limit;
        return this;
    }

    /**
     * Whether an application is at work on the database that must not notice a change: {@link Rollout#PHASED} by default,
     * which leaves what the old application needs until {@link Segue#contract} is called.
     */
    public SegueBuilder rollout(Rollout newRollout) {
        rollout = newRollout;
        return this;
    }

    /** The phases that upgrades and downgrades carry out; those that the rollout implies by default. */
    public SegueBuilder phases(Set<Phase> newPhases) {
        phases = Set.copyOf(newPhases);
        return this;
    }

    /**
     * True where it is known that those who are seen to name what a contraction takes away mean something else; false by
     * default, and the contraction is refused.
     */
    public SegueBuilder evenIfUsed(boolean isKnown) {
        isEvenIfUsed = isKnown;
        return this;
    }

    /**
     * Up to which size a table may be scanned or written anew while others wait for it; both limits must hold. 10,000 rows
     * and 8 MiB by default.
     */
    public SegueBuilder smallTables(long rows, long bytes) {
        smallTables = Optional.of(new SmallTables(rows, bytes));
        return this;
    }

    /** How long another runner is waited for; 30 minutes by default. */
    public SegueBuilder migrationLockWait(Duration longest) {
        migrationLockWait = longest;
        return this;
    }

    /** What holds for backfills where their revisions leave it open; what these say to give way to is added to theirs. */
    public SegueBuilder backfills(FillSettings habits) {
        Restraint.read(habits.throttles());
        backfillHabits = habits;
        return this;
    }

    /** What holds for backfills whatever their revisions say. */
    public SegueBuilder backfillOrders(FillSettings orders) {
        Restraint.read(orders.throttles());
        backfillOrders = orders;
        return this;
    }

    /** Who the journal says has done it; user and host of this process by default. */
    public SegueBuilder actor(String who) {
        actor = who;
        return this;
    }

    /** The answer to the question that an earlier run ended with. */
    public SegueBuilder answer(OperatorAnswer newAnswer) {
        answer = newAnswer;
        return this;
    }

    /** Hears what happens during runs, on the thread that runs and on the one that watches. */
    public SegueBuilder listener(ExecutionListener newListener) {
        listener = newListener;
        return this;
    }

    /** Stops runs on request. */
    public SegueBuilder cancellation(Cancellation newCancellation) {
        cancellation = newCancellation;
        return this;
    }

    public SegueBuilder clock(Clock newClock) {
        clock = () -> newClock;
        return this;
    }

    public SegueBuilder random(RandomGenerator newRandom) {
        random = newRandom;
        return this;
    }

    /** @throws IllegalStateException when no database was named */
    public Segue build() {
        if (connections.isEmpty()) {
            throw new IllegalStateException("name a database first");
        }
        Connections database = connections.get();
        RevisionLocations locations = new RevisionLocations(
                        project, folders(), database.dialect().syntax())
                .withPlaceholders(placeholders)
                .withPackages(packages)
                .withClasses(classes)
                .withClassLoader(classLoader)
                .withCache(cache.orElse(project.resolve(".segue").resolve("cache")));
        locations = layout.map(locations::withLayout).orElse(locations);
        ExecutionOptions options = new ExecutionOptions(
                lockPatience,
                statementTimeout,
                migrationLockWait,
                actor,
                answer,
                new FillPolicy(backfillOrders, backfillHabits, project, clock));
        PlanningOptions planning = PlanningOptions.of(scope, rollout);
        planning = phases.isEmpty() ? planning : planning.in(phases);
        PlanningOptions sized = smallTables.isPresent()
                ? planning.withSmallTables(
                        smallTables.get().rows(), smallTables.get().bytes())
                : planning;
        return new Segue(database, locations, sized, isEvenIfUsed, options, listener, cancellation, clock, random);
    }

    private record SmallTables(long rows, long bytes) {}

    private List<Path> folders() {
        List<Path> resolved = new ArrayList<>();
        for (Path folder : folders) {
            resolved.add(project.resolve(folder));
        }
        return resolved;
    }
}
