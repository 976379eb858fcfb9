package dev.segue.cli.demo;

import dev.segue.cli.terminal.Elapsed;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.SafeText;
import dev.segue.cli.terminal.Terminal;
import dev.segue.revision.file.OneLine;
import java.time.Duration;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Tells the story as it goes on: what is done in lines that stay, and what is under way, with a clock, in the last line
 * of a terminal. Safe for use by many threads.
 */
public final class Narration implements AutoCloseable {

    private static final int WIDTH = 76;
    private static final int TIME_WIDTH = 8;
    private static final String CLEAR_LINE = "\r\u001B[K";
    private static final Duration REDRAWING = Duration.ofMillis(100);

    private final Terminal terminal;
    private final boolean isTold;
    private final Timer clock = new Timer("narration", true);
    private String underWay = "";
    private long since;

    /** @param isTold false when only the outcome is wanted */
    public Narration(Terminal terminal, boolean isTold) {
        this.terminal = terminal;
        this.isTold = isTold;
        if (isTold && terminal.errIsTerminal()) {
            clock.schedule(new Redrawing(), REDRAWING.toMillis(), REDRAWING.toMillis());
        }
    }

    public synchronized void line(String text) {
        clear();
        if (isTold) {
            terminal.out().println(SafeText.of(text));
        }
        draw();
    }

    void chapter(String title) {
        line("");
        line(look().bold(title));
    }

    void done(String title, Duration took) {
        done(title, "", took);
    }

    void done(String title, String remark, Duration took) {
        entry(look().good(look().symbol("✓", "+")), title, remark, Elapsed.text(took));
    }

    /** Something that was interrupted before and is finished now. */
    void resumed(String title, Duration took) {
        entry(look().good(look().symbol("↻", "+")), title, "", Elapsed.text(took));
    }

    void broken(String title) {
        entry(look().bad(look().symbol("✗", "x")), title, "", "");
    }

    void note(String text) {
        line(" ".repeat(10) + look().dim(text));
    }

    /** Begins something that takes a while; it is under way until the next line that stays. */
    synchronized void underWay(String what) {
        if (underWay.isEmpty()) {
            since = System.nanoTime();
        }
        underWay = OneLine.of(what);
        draw();
    }

    synchronized void nothingUnderWay() {
        clear();
        underWay = "";
    }

    /** Leaves the line that is drawn again as it is; waits for nobody, because the process is about to end. */
    void breakOff() {
        if (isTold && terminal.errIsTerminal()) {
            terminal.err().println();
        }
    }

    public Look look() {
        return terminal.outLook();
    }

    @Override
    public void close() {
        clock.cancel();
        nothingUnderWay();
    }

    static String counted(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private synchronized void entry(String mark, String title, String remark, String time) {
        clear();
        underWay = "";
        String right = remark + " ".repeat(Math.max(1, TIME_WIDTH - time.length())) + time;
        String blanks = " ".repeat(Math.max(1, WIDTH - title.length() - right.length()));
        line("  " + mark + " " + title + look().dim(time.isEmpty() ? "" : blanks + right));
    }

    private synchronized void clear() {
        if (isTold && terminal.errIsTerminal()) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
        }
    }

    private synchronized void draw() {
        if (isTold && terminal.errIsTerminal() && !underWay.isEmpty()) {
            String text = "  " + terminal.errLook().symbol("…", "...") + " "
                    + Elapsed.text(Duration.ofNanos(System.nanoTime() - since)) + "  " + underWay;
            String fitting = text.substring(0, Math.min(text.length(), terminal.width() - 1));
            terminal.err().print(CLEAR_LINE + terminal.errLook().dim(fitting));
            terminal.err().flush();
        }
    }

    private final class Redrawing extends TimerTask {
        @Override
        public void run() {
            draw();
        }
    }
}
