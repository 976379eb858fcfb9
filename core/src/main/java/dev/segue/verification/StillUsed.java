package dev.segue.verification;

import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who names what is about to go away, found by two looks: whoever is at work in one of them, or sends a statement between
 * them, uses it still.
 *
 * @param sessions those that are at work come first
 * @param unseen what could not be looked at, and how it could
 */
public record StillUsed(List<Uses.BySession> sessions, List<Calls> statements, Duration between, List<String> unseen) {

    public static final StillUsed NOBODY = new StillUsed(List.of(), List.of(), Duration.ZERO, List.of());

    public StillUsed {
        sessions = List.copyOf(sessions);
        statements = List.copyOf(statements);
        unseen = List.copyOf(unseen);
    }

    /** @param meanwhile how often it was called between the two looks */
    public record Calls(Uses.ByStatement statement, long meanwhile) {

        /** One line for a person; calls of long ago may be those of before the change. */
        String text(Duration between) {
            return statement.user().map(who -> "role " + who + ": ").orElse("")
                    + count(statement.calls())
                    + statement.since().map(since -> " since " + since).orElse("")
                    + ", " + (meanwhile == 0 ? "none" : meanwhile) + " in the last "
                    + Math.round(between.toMillis() / 100.0) / 10.0
                    + " s: " + statement.query();
        }

        private static String count(long calls) {
            return calls == 1 ? "1 call" : calls + " calls";
        }
    }

    static StillUsed between(Uses first, Uses second, Duration between) {
        Map<String, Uses.BySession> sessions = new LinkedHashMap<>();
        List<Uses.BySession> inOrder = new ArrayList<>(first.sessions());
        second.sessions().stream()
                .map(session -> session.since().compareTo(between) < 0 ? session.atWork() : session)
                .forEach(inOrder::add);
        for (Uses.BySession session : inOrder) {
            sessions.merge(
                    session.name().text() + " " + session.sessionId(),
                    session,
                    (earlier, later) -> earlier.isAtWork() && !later.isAtWork() ? earlier : later);
        }
        List<Uses.BySession> sorted = new ArrayList<>(sessions.values());
        sorted.sort((one, other) -> Boolean.compare(other.isAtWork(), one.isAtWork()));
        List<Calls> calls = new ArrayList<>();
        for (Uses.ByStatement statement : second.statements()) {
            long before = first.statements().stream()
                    .filter(earlier -> earlier.id().equals(statement.id())
                            && earlier.user().equals(statement.user())
                            && earlier.name().equals(statement.name()))
                    .mapToLong(Uses.ByStatement::calls)
                    .findFirst()
                    .orElse(0);
            // Counters that were set back meanwhile begin anew.
            calls.add(
                    new Calls(statement, statement.calls() >= before ? statement.calls() - before : statement.calls()));
        }
        return new StillUsed(sorted, calls, between, second.unseen());
    }

    /** Nobody was seen, at whatever time. */
    public boolean isEmpty() {
        return sessions.isEmpty() && statements.isEmpty();
    }

    /** Somebody is at work with it just now. */
    public boolean isInUse() {
        return sessions.stream().anyMatch(Uses.BySession::isAtWork)
                || statements.stream().anyMatch(calls -> calls.meanwhile() > 0);
    }

    /** Everybody who was seen, a line for each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        sessions.forEach(session -> lines.add(session.text()));
        statements.forEach(calls -> lines.add(calls.text(between)));
        return lines;
    }

    /** @throws dev.segue.problem.SegueException while somebody is at work with it */
    public void refuse() {
        if (!isInUse()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        sessions.stream()
                .filter(Uses.BySession::isAtWork)
                .map(Uses.BySession::name)
                .map(OldName::text)
                .forEach(names::add);
        statements.stream()
                .filter(calls -> calls.meanwhile() > 0)
                .map(calls -> calls.statement().name().text())
                .forEach(names::add);
        throw Problem.of(
                        VerificationProblem.STILL_USED,
                        String.join(" and ", names) + (names.size() == 1 ? " is" : " are") + " still in use",
                        "wait until the application that uses it is gone; where these statements mean something else,"
                                + " run it with --even-if-used")
                .saying(lines())
                .toException();
    }
}
