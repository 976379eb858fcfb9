package dev.segue.sql;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One identifier, such as a column's name.
 *
 * @param text as the database knows it: without quotes, and lower case where the database folds what stands without them
 */
public record SqlName(String text) {

    /** PostgreSQL cuts every name to this length. */
    private static final int POSTGRESQL_BYTES = 63;

    public SqlName {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name has at least one character and no NUL: \"" + text + "\"");
        }
    }

    public static SqlName of(String text) {
        return new SqlName(text);
    }

    /** The name that is the given token of a statement; empty where that token is no name. */
    public static Optional<SqlName> at(SqlStatement statement, int token) {
        if (token >= statement.tokens().size()) {
            return Optional.empty();
        }
        Token name = statement.tokens().get(token);
        String written = name.in(statement.text());
        String text = switch (name.kind()) {
            case WORD -> unquotedIn(statement.syntax(), written);
            case QUOTED_IDENTIFIER -> Unquoting.of(written);
            default -> "";
        };
        return text.isEmpty() ? Optional.empty() : Optional.of(new SqlName(text));
    }

    private static String unquotedIn(SqlSyntax syntax, String written) {
        return switch (syntax) {
            case POSTGRESQL -> lowerCaseAscii(written);
            case MYSQL, SQLITE -> written;
        };
    }

    /** In quotes, with the quotes inside it doubled. */
    public String quoted(SqlSyntax syntax) {
        return switch (syntax) {
            case POSTGRESQL, SQLITE -> '"' + text.replace("\"", "\"\"") + '"';
            case MYSQL -> '`' + text.replace("`", "``") + '`';
        };
    }

    /**
     * What names are compared by: two names with the same one mean the same thing. PostgreSQL cuts long names; SQLite and
     * MySQL do not tell upper from lower case (tables of a MySQL on Linux excepted).
     */
    public String folded(SqlSyntax syntax) {
        return switch (syntax) {
            case POSTGRESQL -> cutToBytes(text, POSTGRESQL_BYTES);
            case SQLITE -> lowerCaseAscii(text);
            case MYSQL -> text.toLowerCase(Locale.ROOT);
        };
    }

    public boolean isSameAs(SqlName other, SqlSyntax syntax) {
        if (syntax == SqlSyntax.POSTGRESQL && isSurelyWhole() && other.isSurelyWhole()) {
            return text.equals(other.text);
        }
        return folded(syntax).equals(other.folded(syntax));
    }

    /** True where no character's bytes could make it too long for PostgreSQL: none has more than three for each char. */
    private boolean isSurelyWhole() {
        return text.length() <= POSTGRESQL_BYTES / 3;
    }

    /** Written out, as {@link #equals} is, because the ones that records bring along make a plan slow to begin with. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlName name && name.text.equals(text);
    }

    /** For messages, as users write it: in quotes only where it would be another name without them. */
    @Override
    public String toString() {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isPlain = (character >= 'a' && character <= 'z')
                    || character == '_'
                    || (i > 0 && (character == '$' || (character >= '0' && character <= '9')));
            if (!isPlain) {
                return quoted(SqlSyntax.POSTGRESQL);
            }
        }
        return text;
    }

    /** The databases fold these letters and no others, whatever the language of the machine. */
    private static String lowerCaseAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpperCaseAscii(text.charAt(i))) {
                return lowerCaseAsciiFrom(i, text);
            }
        }
        return text;
    }

    private static String lowerCaseAsciiFrom(int first, String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = first; i < text.length(); i++) {
            char character = text.charAt(i);
            if (isUpperCaseAscii(character)) {
                lower.setCharAt(i, (char) (character + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static boolean isUpperCaseAscii(char character) {
        return character >= 'A' && character <= 'Z';
    }

    /** Cuts between characters, never inside one. */
    private static String cutToBytes(String text, int limit) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            bytes += lengthInUtf8(codePoint);
            if (bytes > limit) {
                return text.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }

    private static int lengthInUtf8(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
