package dev.segue.verification;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.jdbc.Session;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Looks twice who names what is about to go away. */
public final class UseInspection {

    /** Long enough for an application with little to do, and short for somebody who waits for it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private static final long GLANCE_MILLIS = 50;

    private final Dialect dialect;
    private final Session session;

    public UseInspection(Dialect dialect, Session session) {
        this.dialect = dialect;
        this.session = session;
    }

    /** @param isStopped asked now and then while time passes between the looks */
    public StillUsed look(List<OldName> names, BooleanSupplier isStopped) {
        Uses first = dialect.usesOf(session, names);
        if (first.statements().isEmpty() && first.sessions().isEmpty()) {
            return StillUsed.between(first, first, Duration.ZERO);
        }
        long begun = System.nanoTime();
        while (!isStopped.getAsBoolean() && System.nanoTime() - begun < BETWEEN_LOOKS.toNanos()) {
            try {
                Thread.sleep(GLANCE_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return StillUsed.between(first, dialect.usesOf(session, names), Duration.ofNanos(System.nanoTime() - begun));
    }
}
