package dev.segue.conformance.support;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process of the server that serves one connection. */
public record Backend(long pid) {

    private static final String WORKER = """
            SELECT pid
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND application_name = 'segue'
              AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1936025461 AND objid = 1 AND granted)
            """;

    /** The one that runs the statements of a runner, not the one that holds the migration lock. */
    public static Backend thatWorksIn(TestDatabase database) {
        return new Backend(Long.parseLong(database.text(WORKER)));
    }

    /** Lets it stand still: whatever is sent to it is read when it goes on. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("cannot send " + name + " to process " + pid);
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
