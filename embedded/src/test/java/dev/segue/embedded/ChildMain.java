package dev.segue.embedded;

import dev.segue.problem.SegueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A program that uses a server until it is told to {@code close} it, or to {@code exit} without closing. Its argument is
 * the folder to keep the data in, if any, or {@code interrupted} to start servers that do not get far.
 */
final class ChildMain {

    private ChildMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("interrupted")) {
            startInterrupted();
            return;
        }
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder();
        if (arguments.length == 1) {
            builder.persistentIn(Path.of(arguments[0]));
        }
        EmbeddedPostgres server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> saysFarewell(server)));
        System.out.println("ready " + server.pid() + " " + server.port() + " "
                + server.folder().base());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        if ("close".equals(order)) {
            server.close();
            System.out.println("closed");
        }
        System.exit(0);
    }

    /** A hook as programs have them that clean up in the database when they are told to end. */
    @SuppressWarnings("SystemOut")
    private static void saysFarewell(EmbeddedPostgres server) {
        try {
            Thread.sleep(300);
            System.out.println("farewell " + Sql.value(server, "postgres", "SELECT 'served to the end'"));
        } catch (SQLException | InterruptedException gone) {
            System.out.println("farewell " + gone.getMessage());
        }
    }

    private static void startInterrupted() throws InterruptedException {
        for (int pauseMillis = 0; pauseMillis < 210; pauseMillis += 30) {
            Thread starter = new Thread(() -> {
                try {
                    EmbeddedPostgres.builder().start();
                } catch (SegueException interrupted) {
                    return;
                }
            });
            starter.start();
            Thread.sleep(pauseMillis);
            starter.interrupt();
            starter.join();
        }
    }
}
