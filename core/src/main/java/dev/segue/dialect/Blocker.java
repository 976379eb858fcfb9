package dev.segue.dialect;

import java.time.Duration;
import java.util.Optional;

/**
 * A session that another one waits for.
 *
 * @param transactionMark tells its transaction from a later one of the same session
 * @param transactionAge how long its transaction has been open
 * @param query the statement that it runs or ran last, with the values taken out
 * @param isAutovacuum true for the server's own clean-up, which gives way after a second
 */
public record Blocker(
        String sessionId,
        String transactionMark,
        Optional<String> user,
        Optional<String> application,
        String state,
        Duration transactionAge,
        Optional<String> query,
        boolean isAutovacuum) {

    /** One line for a person. */
    public String text() {
        StringBuilder text = new StringBuilder("session ").append(sessionId);
        user.ifPresent(name -> text.append(" of ").append(name));
        application.ifPresent(name -> text.append(" (").append(name).append(")"));
        text.append(", ").append(state).append(", transaction open for ").append(shown(transactionAge));
        query.ifPresent(sql -> text.append(": ").append(sql));
        return text.toString();
    }

    private static String shown(Duration age) {
        return age.toMinutes() > 0
                ? age.toMinutes() + " min " + age.toSecondsPart() + " s"
                : age.toSeconds() + "." + age.toMillisPart() / 100 + " s";
    }
}
