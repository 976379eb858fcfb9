package dev.segue.cli.demo;

import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An upgrade in a process of its own, made to be killed. It ends by itself as soon as whoever started it is gone: the
 * other end of its input is closed then, whatever happened there.
 */
public final class UpgradeProcess {

    static final String PASSWORD = "SEGUE_PASSWORD";

    private UpgradeProcess() {}

    /** @param arguments URL, user and project; the password comes in a variable, which other users cannot read */
    public static void main(String[] arguments) {
        Thread leash = new Thread(UpgradeProcess::endWithParent, "leash");
        leash.setDaemon(true);
        leash.start();
        String password = Objects.requireNonNull(System.getenv(PASSWORD), PASSWORD);
        try {
            new ShopDatabase(arguments[0], arguments[1], password)
                    .segue(Path.of(arguments[2]))
                    .build()
                    .upgrade("head");
        } catch (SegueException failure) {
            System.err.println(failure.problem().text());
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent.
            }
        } catch (IOException gone) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(1);
    }
}
