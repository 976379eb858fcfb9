package dev.segue.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who names what is about to go away, as the database tells it at one moment.
 *
 * @param sessions that are connected and whose last statement names it
 * @param statements that were run before and name it, with the number of their calls
 * @param unseen what could not be looked at, and how it could
 */
public record Uses(List<BySession> sessions, List<ByStatement> statements, List<String> unseen) {

    /** Stands in statements of our own that read and write rows, so that nobody takes them for an application's. */
    public static final String OURS = "/* segue */";

    public static final Uses NONE = new Uses(List.of(), List.of(), List.of());

    public Uses {
        sessions = List.copyOf(sessions);
        statements = List.copyOf(statements);
        unseen = List.copyOf(unseen);
    }

    /**
     * A session.
     *
     * @param isAtWork false where it is idle, and outside of a transaction
     * @param since when its last statement began
     * @param query with the values taken out
     */
    public record BySession(
            OldName name,
            String sessionId,
            Optional<String> user,
            Optional<String> application,
            boolean isAtWork,
            Duration since,
            String query) {

        public BySession atWork() {
            return new BySession(name, sessionId, user, application, true, since, query);
        }

        /** One line for a person. */
        public String text() {
            return "session " + sessionId + user.map(who -> " of " + who).orElse("")
                    + application.map(program -> " (" + program + ")").orElse("")
                    + (isAtWork ? ", at work, " : ", idle, ") + "last statement " + shown(since) + " ago: " + query;
        }

        private static String shown(Duration age) {
            return age.toMinutes() > 0
                    ? age.toMinutes() + " min " + age.toSecondsPart() + " s"
                    : age.toSeconds() + "." + age.toMillisPart() / 100 + " s";
        }
    }

    /**
     * A statement, whoever sends it with whatever values.
     *
     * @param id what the database knows it by
     * @param since when the calls began to be counted, as the database prints it
     * @param query with the values taken out
     */
    public record ByStatement(
            OldName name, String id, Optional<String> user, long calls, Optional<String> since, String query) {}
}
