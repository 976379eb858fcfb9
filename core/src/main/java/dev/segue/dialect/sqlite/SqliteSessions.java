package dev.segue.dialect.sqlite;

import dev.segue.dialect.SessionBaseline;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import java.util.ArrayList;
import java.util.List;

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

    private SqliteSessions() {}

    static SessionBaseline baselineOf(Session session) {
        List<String> restoration = new ArrayList<>();
        for (String pragma : PRAGMAS) {
            session.query("PRAGMA " + pragma, row -> row.number(pragma)).stream()
                    .findFirst()
                    .ifPresent(value -> restoration.add("PRAGMA " + pragma + " = " + value));
        }
        return new SessionBaseline(restoration, List.of());
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
            session.executeAll(baseline.restoration());
        } catch (SegueException lost) {
            session.close();
        }
    }
}
