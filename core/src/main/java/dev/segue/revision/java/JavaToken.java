package dev.segue.revision.java;

/**
 * A piece of Java source.
 *
 * @param text as written, with its quotes where it is a literal
 */
record JavaToken(Kind kind, int start, String text) {

    enum Kind {
        WORD,
        STRING,
        TEXT_BLOCK,
        /** Numbers, characters, operators: whatever a header is not made of, character by character. */
        OTHER
    }

    boolean is(String expected) {
        return kind != Kind.STRING && kind != Kind.TEXT_BLOCK && text.equals(expected);
    }

    boolean isLiteral() {
        return kind == Kind.STRING || kind == Kind.TEXT_BLOCK;
    }

    /** What the literal stands for. */
    String value() {
        if (kind == Kind.TEXT_BLOCK) {
            String lines = text.substring(text.indexOf('\n') + 1, text.length() - 3);
            return withoutUnicodeEscapes(lines.replace("\r\n", "\n"))
                    .stripIndent()
                    .translateEscapes();
        }
        return withoutUnicodeEscapes(text.substring(1, text.length() - 1)).translateEscapes();
    }

    /** Java resolves {@code \}{@code u0041} before anything else, unless the backslash is itself escaped. */
    private static String withoutUnicodeEscapes(String escaped) {
        StringBuilder plain = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char each = escaped.charAt(i);
            char next = i + 1 < escaped.length() ? escaped.charAt(i + 1) : ' ';
            if (each == '\\' && next == 'u') {
                int digits = i + 1;
                while (digits < escaped.length() && escaped.charAt(digits) == 'u') {
                    digits++;
                }
                plain.append((char) Integer.parseInt(escaped.substring(digits, digits + 4), 16));
                i = digits + 4;
            } else if (each == '\\') {
                plain.append(each).append(next);
                i += 2;
            } else {
                plain.append(each);
                i++;
            }
        }
        return plain.toString();
    }
}
