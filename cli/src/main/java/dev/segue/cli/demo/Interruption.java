package dev.segue.cli.demo;

import dev.segue.cli.Ending;
import java.util.Optional;

/**
 * While this is open, a request to end (Ctrl-C) ends the process at once: nothing in a demonstration is worth an orderly
 * end, and the server goes with the program however that ends.
 */
public final class Interruption implements AutoCloseable {

    private final ShopFiles files;
    private final Narration narration;
    private final Thread hook = new Thread(this::endAtOnce, "interruption");
    private volatile Optional<Process> process = Optional.empty();

    private Interruption(ShopFiles files, Narration narration) {
        this.files = files;
        this.narration = narration;
    }

    /** @param files what is taken away before the end */
    public static Interruption expected(ShopFiles files, Narration narration) {
        Interruption interruption = new Interruption(files, narration);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Ends this process too. */
    void concerns(Process started) {
        process = Optional.of(started);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is about to end everything, this thread included.
            return;
        }
    }

    private void endAtOnce() {
        narration.breakOff();
        process.ifPresent(Interruption::kill);
        files.close();
        Runtime.getRuntime().halt(Ending.exitCode().number());
    }

    private static void kill(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
