package dev.segue.conformance.support;

import static dev.segue.conformance.support.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

    /** Waits until something was sent to the frozen process, as the system's table of connections tells. */
    public void awaitUnreadInput(TestDatabase database) {
        String port = String.format(
                Locale.ROOT,
                "%04X",
                Integer.parseInt(database.text("SELECT client_port FROM pg_stat_activity WHERE pid = " + pid)));
        if (!eventually(() -> hasUnreadInput(":" + port), Boolean::booleanValue)) {
            throw new IllegalStateException("nothing was sent to process " + pid);
        }
    }

    /** Columns of the table: number, local address, remote address, state, length of both queues, … */
    private static boolean hasUnreadInput(String remotePort) {
        try {
            return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(columns ->
                            columns.length > 4 && columns[2].endsWith(remotePort) && !columns[4].endsWith(":00000000"));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(1, TimeUnit.MINUTES) || kill.exitValue() != 0) {
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
