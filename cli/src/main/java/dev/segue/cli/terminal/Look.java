package dev.segue.cli.terminal;

import java.util.regex.Pattern;

/**
 * What one stream can show.
 *
 * @param isColoured whether colours are wanted and understood
 * @param isUnicode whether lines and symbols beyond ASCII are understood
 */
public record Look(boolean isColoured, boolean isUnicode) {

    /** What {@link #painted} writes. */
    static final Pattern PAINT = Pattern.compile("\u001B\\[(?:0|1|2|1;31|32|33|36)m");

    public String bold(String text) {
        return painted("1", text);
    }

    public String dim(String text) {
        return painted("2", text);
    }

    public String good(String text) {
        return painted("32", text);
    }

    public String warning(String text) {
        return painted("33", text);
    }

    public String bad(String text) {
        return painted("1;31", text);
    }

    public String name(String text) {
        return painted("36", text);
    }

    /** The symbol, or its plain stand-in. */
    public String symbol(String unicode, String ascii) {
        return isUnicode ? unicode : ascii;
    }

    private String painted(String code, String text) {
        return isColoured && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
