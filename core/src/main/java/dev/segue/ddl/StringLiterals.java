package dev.segue.ddl;

import java.util.Optional;

/** What a string literal of PostgreSQL stands for. */
final class StringLiterals {

    private StringLiterals() {}

    /** Empty for the kinds that are no plain text: bits, and Unicode escapes, whose escape character may stand behind. */
    static Optional<String> valueOf(String written) {
        return switch (written.charAt(0)) {
            case '\'' -> Optional.of(undoubled(written, 1));
            case '$' -> Optional.of(betweenDollars(written));
            case 'e', 'E' -> Optional.of(unescaped(written.substring(2, written.length() - 1)));
            case 'n', 'N' -> Optional.of(undoubled(written, 2));
            default -> Optional.empty();
        };
    }

    private static String undoubled(String written, int start) {
        return written.substring(start, written.length() - 1).replace("''", "'");
    }

    private static String betweenDollars(String written) {
        int tag = written.indexOf('$', 1) + 1;
        return written.substring(tag, written.length() - tag);
    }

    private static String unescaped(String escaped) {
        StringBuilder plain = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char character = escaped.charAt(i++);
            if (character == '\'') {
                i++;
                plain.append('\'');
            } else if (character == '\\' && i < escaped.length()) {
                i = appendEscape(plain, escaped, i);
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    /** Appends what the escape whose letter stands at the given place means; returns the place behind it. */
    private static int appendEscape(StringBuilder plain, String escaped, int at) {
        char letter = escaped.charAt(at);
        switch (letter) {
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'u' -> {
                return appendCode(plain, escaped, at + 1, 4, 16);
            }
            case 'U' -> {
                return appendCode(plain, escaped, at + 1, 8, 16);
            }
            // Single bytes, which may be a part of a character only: read by the database alone.
            case 'x', '0', '1', '2', '3', '4', '5', '6', '7' -> throw new NotUnderstood("a byte in a string");
            default -> plain.append(letter);
        }
        return at + 1;
    }

    private static int appendCode(StringBuilder plain, String escaped, int start, int digits, int radix) {
        if (start + digits > escaped.length()) {
            throw new NotUnderstood("an escape in a string");
        }
        String code = escaped.substring(start, start + digits);
        for (int i = 0; i < code.length(); i++) {
            if (Character.digit(code.charAt(i), radix) < 0 || code.charAt(i) >= 128) {
                throw new NotUnderstood("an escape in a string");
            }
        }
        long point = Long.parseLong(code, radix);
        if (point == 0 || point > Character.MAX_CODE_POINT) {
            throw new NotUnderstood("an escape in a string");
        }
        // Half a pair is a char of its own in Java, and its other half follows as the next escape.
        plain.appendCodePoint((int) point);
        return start + digits;
    }
}
