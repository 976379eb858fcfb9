package dev.segue.revision.file;

/** Makes text from files safe to show: whatever stands in it, it cannot begin a new line or command a terminal. */
public final class OneLine {

    private OneLine() {}

    /** The text with every control character shown as {@code \}{@code u} and its code, tabs as blanks. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 10);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\t') {
                safe.append(' ');
            } else if (isUnsafe(each)) {
                safe.append("\\u").append(Integer.toHexString(0x10000 + each).substring(1));
            } else {
                safe.append(each);
            }
        }
        return safe.toString();
    }

    /** Control characters, line separators, and the marks that turn the direction of writing around. */
    private static boolean isUnsafe(char each) {
        return each < ' '
                || (each >= 0x7F && each <= 0x9F)
                || (each >= 0x2028 && each <= 0x202E)
                || (each >= 0x2066 && each <= 0x2069);
    }
}
