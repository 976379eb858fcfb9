package dev.segue.sql;

/** Takes the quotes off an identifier that a lexer has read. */
final class Unquoting {

    private Unquoting() {}

    /** Understands {@code "a""b"}, backticks, {@code [a]} and {@code U&"\0061"}. */
    static String of(String written) {
        if (written.charAt(0) == '[') {
            return written.substring(1, written.length() - 1);
        }
        String quote = written.substring(written.length() - 1);
        String inside = written.substring(written.indexOf(quote) + 1, written.length() - 1)
                .replace(quote + quote, quote);
        return written.startsWith(quote) ? inside : withoutUnicodeEscapes(inside);
    }

    /** {@code \0061}, {@code \+01F600} and {@code \\}; whatever else follows a backslash is left as it is. */
    private static String withoutUnicodeEscapes(String escaped) {
        StringBuilder plain = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            if (escaped.startsWith("\\\\", i)) {
                plain.append('\\');
                i += 2;
                continue;
            }
            boolean isLong = escaped.startsWith("\\+", i);
            int digits = isLong ? i + 2 : i + 1;
            int end = digits + (isLong ? 6 : 4);
            int codePoint = escaped.charAt(i) == '\\' ? codePoint(escaped, digits, end) : 0;
            if (codePoint > 0) {
                plain.appendCodePoint(codePoint);
                i = end;
            } else {
                plain.append(escaped.charAt(i));
                i++;
            }
        }
        return plain.toString();
    }

    /** 0 where no character is meant. */
    private static int codePoint(String text, int start, int end) {
        if (end > text.length()) {
            return 0;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (!Lexer.isHexDigit(digit)) {
                return 0;
            }
            value = value * 16 + Character.digit(digit, 16);
        }
        return Character.isValidCodePoint(value) ? value : 0;
    }
}
