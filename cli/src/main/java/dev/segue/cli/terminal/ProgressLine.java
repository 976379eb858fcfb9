package dev.segue.cli.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line at the bottom of a terminal that is drawn again and again in place. Where nobody watches it draws nothing. Safe
 * for use by several threads.
 */
public final class ProgressLine {

    private static final long SHORTEST_PAUSE_NANOS = 50_000_000;
    private static final String ERASE_TO_END = "\u001B[K";

    private final PrintStream stream;
    private final boolean isWatched;
    private final int width;
    private final LongSupplier nanoTime;
    private long drawnAt;
    private boolean isShown;

    public ProgressLine(Terminal terminal, LongSupplier nanoTime) {
        this.stream = terminal.err();
        this.isWatched = terminal.errIsTerminal();
        this.width = terminal.width();
        this.nanoTime = nanoTime;
        this.drawnAt = nanoTime.getAsLong() - SHORTEST_PAUSE_NANOS;
    }

    public boolean isWatched() {
        return isWatched;
    }

    /** Draws the line, unless that was done a moment ago. */
    public synchronized void show(String text) {
        long now = nanoTime.getAsLong();
        if (isWatched && now - drawnAt >= SHORTEST_PAUSE_NANOS) {
            stream.print("\r" + TextWidth.cut(SafeText.of(text), width - 1) + ERASE_TO_END);
            stream.flush();
            drawnAt = now;
            isShown = true;
        }
    }

    /** Takes the line away and lets something else be printed in its place. */
    public synchronized void printAbove(Runnable printing) {
        if (isShown) {
            stream.print("\r" + ERASE_TO_END);
            stream.flush();
            isShown = false;
        }
        printing.run();
    }

    public void clear() {
        printAbove(() -> {});
    }
}
