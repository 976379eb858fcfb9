package dev.segue.dialect;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlStatement;
import java.util.List;
import java.util.Optional;

/** Where a database keeps what was dropped, as questions to it. */
public interface TrashKeeper {

    /** What is there, the oldest first; empty where nothing was ever dropped. */
    List<TrashedObject> contents(Session session);

    /** True when something else goes by the old name now. */
    boolean isNameTaken(Session session, TrashedObject object);

    /**
     * The statements that bring the object back. The first brings back the object itself, and takes it off the list; what
     * follows brings back what hung on it.
     */
    List<SqlStatement> restoration(TrashedObject object);

    /** The one statement that deletes the object for ever, together with its place on the list. */
    SqlStatement disposal(TrashedObject object);

    /** What a person should know about an object that came back, where something is to be said. */
    Optional<String> remark(Session session, TrashedObject object);

    /** What needs an object that cannot be deleted for that reason, as the database calls it. */
    List<String> usersOf(Session session, TrashedObject object);
}
