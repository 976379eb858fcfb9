package dev.segue.backfill;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.backfill.throttle.Surroundings;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.sql.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is said about all backfills of a run, beside what their revisions say.
 *
 * @param orders of whoever runs them; they stand above what a revision says
 * @param habits of the place; they stand below
 * @param folder what relative paths begin at
 */
public record FillPolicy(FillSettings orders, FillSettings habits, Path folder, Supplier<Clock> clock) {

    private static final String PAUSE_WHEN = "pause-when";

    /** Leaves everything to the revisions. */
    public static FillPolicy none() {
        return new FillPolicy(FillSettings.DEFAULT, FillSettings.DEFAULT, Path.of(""), Clock::systemUTC);
    }

    /**
     * How a backfill is carried out whose revision says this. What the revision and the place say to give way to adds up;
     * whoever runs it replaces both.
     */
    public FillSettings over(FillSettings revision) {
        return new FillSettings(
                orders.batch().or(revision::batch).or(habits::batch),
                orders.target().or(revision::target).or(habits::target),
                orders.workers().or(revision::workers).or(habits::workers),
                restraints(revision),
                orders.verify().or(revision::verify).or(habits::verify),
                orders.triggers().or(revision::triggers).or(habits::triggers),
                orders.roundtrip().or(revision::roundtrip).or(habits::roundtrip));
    }

    /** Whether somebody wants to know what a downgrade could not compute back. */
    public boolean looksForLosses(FillSettings revision) {
        return over(revision).roundtrip().filter(look -> look != Roundtrip.OFF).isPresent();
    }

    /** What whoever runs it wants, for a backfill that was begun before and goes on otherwise as it was tuned. */
    public Tuning tuning() {
        Restraint restraint = Restraint.read(orders.throttles());
        return new Tuning(
                orders.batch(),
                orders.target(),
                orders.workers(),
                restraint.maxRate(),
                restraint.nicePercent(),
                restraint.pauseWhen().map(conditions -> ""));
    }

    /** The last one counts where there can only be one. */
    private List<String> restraints(FillSettings revision) {
        boolean replaced = orders.throttles().stream().anyMatch(FillPolicy::isCondition);
        return Stream.concat(
                        Stream.concat(habits.throttles().stream(), revision.throttles().stream())
                                .filter(text -> !(replaced && isCondition(text))),
                        orders.throttles().stream())
                .toList();
    }

    private static boolean isCondition(String throttle) {
        return throttle.strip().startsWith(PAUSE_WHEN);
    }

    /**
     * What looks out for these conditions from now on; to be closed when they do not count any more.
     *
     * @throws dev.segue.problem.SegueException when they cannot be understood
     */
    public Throttle throttle(String conditions, TableName table, Dialect dialect, Supplier<LentSession> sessions) {
        return Restraint.read(List.of(PAUSE_WHEN + "=" + conditions))
                .watchedIn(new Surroundings(dialect, sessions, table, folder, clock.get()));
    }

    /** What looks out while the rows of this order are written; to be closed when they are. */
    public List<Throttle> throttles(FillOrder order, Dialect dialect, Supplier<LentSession> sessions) {
        Restraint restraint = Restraint.read(order.fill().settings().throttles());
        return restraint.pauseWhen().orElse(List.of()).isEmpty()
                ? List.of()
                : List.of(restraint.watchedIn(
                        new Surroundings(dialect, sessions, order.fill().table(), folder, clock.get())));
    }
}
