package dev.segue.revision;

import dev.segue.operation.Operations;
import dev.segue.sql.SqlSyntax;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A revision written in Java: a public final class with a {@link RevisionHeader} and a constructor without parameters.
 *
 * <pre>{@code
 * @RevisionHeader(id = "8f2c41aa03b1", parent = "51d0c3e7a9f4", message = "add users")
 * public final class AddUsers extends Migration {
 *
 *     @Override
 *     public void upgrade(Operations op) {
 *         op.execute("CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL)");
 *     }
 *
 *     @Override
 *     public void downgrade(Operations op) {
 *         op.execute("DROP TABLE users");
 *     }
 * }
 * }</pre>
 *
 * Its methods only take notes of what is to be done, and should note the same every time: they are also called for
 * previews and checks. What must look at the database goes into {@link Operations#run}.
 */
public abstract class Migration {

    private @Nullable Downgrade said;

    protected Migration() {}

    /** Notes what changes. */
    public abstract void upgrade(Operations op);

    /**
     * Notes what undoes the upgrade, or says {@link #irreversible} or {@link #nothing}. As long as it does none of these,
     * the revision is not valid.
     */
    public void downgrade(Operations op) {}

    /** Says that the upgrade cannot be undone, and why; only in {@link #downgrade}. */
    protected final void irreversible(String reason) {
        say(new Downgrade.Irreversible(requireReason(reason)));
    }

    /** Says that there is nothing to do, and why. */
    protected final void nothing(String reason) {
        say(new Downgrade.Nothing(requireReason(reason)));
    }

    /** Asks the class what it wants done in one direction. Called by Segue, never by a revision. */
    public final MigrationNotes notes(Direction direction, SqlSyntax syntax, String origin) {
        Operations operations = new Operations(syntax, origin);
        said = null;
        switch (direction) {
            case UPGRADE -> upgrade(operations);
            case DOWNGRADE -> downgrade(operations);
        }
        return new MigrationNotes(operations.noted(), Optional.ofNullable(said));
    }

    private void say(Downgrade what) {
        if (said != null) {
            throw new IllegalStateException("a direction can say only once that it has nothing to do");
        }
        said = what;
    }

    private static String requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the reason is empty: say why, for the person who will need to know");
        }
        return reason.strip();
    }
}
