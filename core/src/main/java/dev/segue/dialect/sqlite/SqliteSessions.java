package dev.segue.dialect.sqlite;

import dev.segue.dialect.SessionBaseline;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is set in a connection before it changes a database, and how it is left behind. */
final class SqliteSessions {

    /** The pragmas that change what statements mean and belong to the connection, not to the file. */
    private static final List<String> PRAGMAS = List.of(
            "foreign_keys",
            "ignore_check_constraints",
            "legacy_alter_table",
            "recursive_triggers",
            "reverse_unordered_selects",
            "writable_schema");

    private static final String ATTACHED = "SELECT name FROM pragma_database_list";

    /** What a revision attached would stand in the way of one that attaches another file under the same name. */
    private static final String DETACH_OTHERS = """
            SELECT printf('DETACH DATABASE "%w"', name) AS statement
            FROM pragma_database_list
            WHERE name NOT IN ('main', 'temp', {attached})
            """;

    private SqliteSessions() {}

    static SessionBaseline baselineOf(Session session) {
        List<String> restoration = new ArrayList<>();
        for (String pragma : PRAGMAS) {
            session.query("PRAGMA " + pragma, row -> row.number(pragma)).stream()
                    .findFirst()
                    .ifPresent(value -> restoration.add("PRAGMA " + pragma + " = " + value));
        }
        return new SessionBaseline(restoration, Optional.of(detachingOthersThan(attachedTo(session))), List.of());
    }

    private static List<String> attachedTo(Session session) {
        return session.query(ATTACHED, row -> row.text("name"));
    }

    private static String detachingOthersThan(List<String> attached) {
        return DETACH_OTHERS.replace(
                "{attached}",
                attached.stream()
                        .map(name -> SqlLiteral.quote(name, SqlSyntax.SQLITE))
                        .collect(Collectors.joining(", ")));
    }

    /** Foreign keys are enforced, as every server does; a revision may turn them off by pragma. */
    static void settle(Session session) {
        session.execute("PRAGMA foreign_keys = ON");
    }

    static void giveBack(Session session, SessionBaseline baseline) {
        if (session.isClosed()) {
            return;
        }
        try {
            baseline.restoreIn(session);
        } catch (SegueException lost) {
            session.close();
        }
    }
}
