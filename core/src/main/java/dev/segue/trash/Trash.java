package dev.segue.trash;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.TrashKeeper;
import dev.segue.dialect.TrashedObject;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was dropped on a database. Every change here is one statement that commits by itself, so that a crash leaves an object
 * either where it was or where it goes, and all can be done again.
 */
public final class Trash {

    /** While we wait for a lock on a table, everyone waits who comes to it after us. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final Dialect dialect;
    private final Clock clock;

    /** @param clock tells how long something has been here */
    public Trash(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** What is there, the oldest first. */
    public List<TrashedObject> list(Session session) {
        return dialect.trash().map(keeper -> keeper.contents(session)).orElse(List.of());
    }

    /**
     * Brings something back under its old name, with its data and what hung on it.
     *
     * @throws SegueException when it is not there, or its name is taken
     */
    public Restored restore(Session session, long id) {
        TrashKeeper keeper = keeper();
        TrashedObject object = find(keeper, session, id);
        if (keeper.isNameTaken(session, object)) {
            throw TrashProblem.NAME_TAKEN.with(
                    object.summary() + " cannot come back, because something else goes by its name now",
                    "rename or drop what has the name, then restore again");
        }
        List<String> left = new ArrayList<>();
        keeper.remark(session, object).ifPresent(left::add);
        List<SqlStatement> statements = keeper.restoration(object);
        run(session, statements.get(0));
        for (SqlStatement statement : statements.subList(1, statements.size())) {
            try {
                run(session, statement);
            } catch (SegueException failure) {
                left.add("\"" + statement.text() + "\" failed: "
                        + failure.problem().headline());
            }
        }
        return new Restored(object, left);
    }

    /**
     * Deletes for ever what has been here for longer. Types go last, because columns that go before may be of them; what
     * something else still needs stays, and is told.
     */
    public Purged purge(Session session, Duration olderThan) {
        Instant limit = clock.instant().minus(olderThan);
        List<TrashedObject> gone = new ArrayList<>();
        List<Purged.Kept> kept = new ArrayList<>();
        List<TrashedObject> typesLast = new ArrayList<>(list(session));
        typesLast.sort(Comparator.comparing(object -> object.kind() == TrashedObject.Kind.TYPE));
        for (TrashedObject object : typesLast) {
            if (!object.droppedAt().isAfter(limit)) {
                try {
                    run(session, keeper().disposal(object));
                    gone.add(object);
                } catch (SegueException failure) {
                    kept.add(kept(session, object, failure));
                }
            }
        }
        return new Purged(gone, kept);
    }

    private Purged.Kept kept(Session session, TrashedObject object, SegueException failure) {
        if (failure.problem().code() != DatabaseProblem.STILL_NEEDED) {
            throw failure;
        }
        List<String> users = keeper().usersOf(session, object);
        return new Purged.Kept(
                object, users.isEmpty() ? List.of(failure.problem().headline()) : users);
    }

    private void run(Session session, SqlStatement statement) {
        dialect.prepareToRunAlone(session, statement, LOCK_TIMEOUT);
        dialect.execute(session, statement);
    }

    private static TrashedObject find(TrashKeeper keeper, Session session, long id) {
        return keeper.contents(session).stream()
                .filter(object -> object.id() == id)
                .findFirst()
                .orElseThrow(() -> TrashProblem.NOT_IN_TRASH.with(
                        "nothing in the trash has the number " + id, "look at `segue trash` for what is there"));
    }

    private TrashKeeper keeper() {
        return dialect.trash()
                .orElseThrow(() -> TrashProblem.NO_TRASH.with(
                        dialect.name() + " has no trash: what is dropped there is gone", "restore it from a backup"));
    }
}
