package dev.segue.revision.file;

import dev.segue.problem.PlainText;

/** Makes text from files safe to show: whatever stands in it, it cannot begin a new line or command a terminal. */
public final class OneLine {

    private OneLine() {}

    /** The text with every control character shown as {@code \}{@code u} and its code, tabs as blanks. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (PlainText.isControlCharacter(text.charAt(i))) {
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
            } else if (PlainText.isControlCharacter(each)) {
                safe.append("\\u").append(Integer.toHexString(0x10000 + each).substring(1));
            } else {
                safe.append(each);
            }
        }
        return safe.toString();
    }
}
