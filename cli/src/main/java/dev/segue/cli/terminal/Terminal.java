package dev.segue.cli.terminal;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The two streams that a person or a program reads, and what they can show.
 *
 * @param width columns that a line may have; only of interest where a line is drawn again
 * @param errIsTerminal whether someone watches the error stream, so that progress may be drawn again in place
 */
public record Terminal(PrintStream out, PrintStream err, Look outLook, Look errLook, boolean errIsTerminal, int width) {

    private static final int USUAL_WIDTH = 80;

    /**
     * The streams of this process. Text is written as UTF-8, whatever the locale: names of users must not turn into
     * question marks.
     *
     * @param facts what the launcher found out, from {@code segue.*} properties
     * @param wantsNoColor whether {@code --no-color} was given
     */
    public static Terminal ofProcess(Map<String, String> facts, Map<String, String> variables, boolean wantsNoColor) {
        boolean outIsTerminal = "true".equals(facts.get("segue.stdout.terminal"));
        boolean errIsTerminal = "true".equals(facts.get("segue.stderr.terminal"));
        boolean isUnicode = !"false".equals(facts.get("segue.unicode"));
        return new Terminal(
                ProcessStream.of(FileDescriptor.out),
                ProcessStream.of(FileDescriptor.err),
                new Look(isColoured(outIsTerminal, variables, wantsNoColor), isUnicode),
                new Look(isColoured(errIsTerminal, variables, wantsNoColor), isUnicode),
                errIsTerminal && !isDumb(variables),
                Optional.ofNullable(facts.get("segue.columns"))
                        .filter(columns -> columns.matches("[1-9][0-9]{0,4}"))
                        .map(Integer::parseInt)
                        .orElse(USUAL_WIDTH));
    }

    /** {@code --no-color}, then {@code NO_COLOR}, then {@code CLICOLOR_FORCE}, then what the stream is. */
    static boolean isColoured(boolean isTerminal, Map<String, String> variables, boolean wantsNoColor) {
        if (wantsNoColor || !variables.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = variables.getOrDefault("CLICOLOR_FORCE", "");
        if (!forced.isEmpty() && !forced.equals("0")) {
            return true;
        }
        return isTerminal && !isDumb(variables);
    }

    private static boolean isDumb(Map<String, String> variables) {
        return variables.getOrDefault("TERM", "").toLowerCase(Locale.ROOT).equals("dumb");
    }
}
