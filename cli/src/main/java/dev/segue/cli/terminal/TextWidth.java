package dev.segue.cli.terminal;

import java.util.regex.Pattern;

/** How many columns a text takes in a terminal. */
final class TextWidth {

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private TextWidth() {}

    static int of(String text) {
        return COLOUR.matcher(text)
                .replaceAll("")
                .codePoints()
                .map(TextWidth::of)
                .sum();
    }

    /** The beginning of an uncoloured text that fits. */
    static String cut(String text, int columns) {
        StringBuilder fitting = new StringBuilder();
        int taken = 0;
        for (int codePoint : text.codePoints().toArray()) {
            taken += of(codePoint);
            if (taken > columns) {
                break;
            }
            fitting.appendCodePoint(codePoint);
        }
        return fitting.toString();
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        boolean isWide = switch (script) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> codePoint >= 0x1F300 && codePoint <= 0x1FAFF;
        };
        return isWide ? 2 : 1;
    }
}
