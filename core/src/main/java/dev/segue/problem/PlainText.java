package dev.segue.problem;

/** Makes text from elsewhere (files, databases, command lines) safe to show: it cannot command the terminal that shows it. */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** The text with every control character but tabs and line ends shown as {@code \}{@code u} and its code. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    /** The text with one harmless character for each control character, so that columns stay true. */
    static String withSameColumns(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            safe.append(isUnsafe(each) ? REPLACEMENT : each);
        }
        return safe.toString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 10);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isUnsafe(each)) {
                safe.append("\\u").append(Integer.toHexString(0x10000 + each).substring(1));
            } else {
                safe.append(each);
            }
        }
        return safe.toString();
    }

    private static boolean isUnsafe(char each) {
        return isControlCharacter(each) && each != '\n' && each != '\t';
    }

    /** Control characters, line separators, and the marks that turn the direction of writing around. */
    public static boolean isControlCharacter(char each) {
        return each < ' '
                || (each >= 0x7F && each <= 0x9F)
                || (each >= 0x2028 && each <= 0x202E)
                || (each >= 0x2066 && each <= 0x2069);
    }
}
