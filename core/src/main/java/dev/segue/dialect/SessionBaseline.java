package dev.segue.dialect;

import dev.segue.jdbc.Session;
import java.util.List;
import java.util.Optional;

/**
 * How a session was before anything was changed in it, as statements that bring it back.
 *
 * @param restoration undoes whatever statements of a revision changed in the session
 * @param leftovers a query for the statements, a row each in a column named {@code statement}, that take away what was
 *     not there
 * @param identity lets the rest of a transaction run under the role that the session had, whatever role a revision took
 */
public record SessionBaseline(List<String> restoration, Optional<String> leftovers, List<String> identity) {

    public SessionBaseline {
        restoration = List.copyOf(restoration);
        identity = List.copyOf(identity);
    }

    /** Brings the session back. */
    public void restoreIn(Session session) {
        session.executeAll(restoration);
        leftovers.ifPresent(query -> session.executeAll(session.query(query, row -> row.text("statement"))));
    }
}
