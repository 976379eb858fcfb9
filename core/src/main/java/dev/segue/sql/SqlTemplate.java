package dev.segue.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A statement with named holes, each of which is filled once.
 * <pre>
 * SqlTemplate.of("ALTER TABLE {table} ADD COLUMN {column} {type}")
 *         .with("table", table)
 *         .with("column", SqlName.of("Group"))
 *         .withSql("type", "bigint")
 *         .sql(SqlSyntax.POSTGRESQL);
 * </pre>
 * Names are quoted here, so a hole never stands between quotes. Braces around anything but a lower case word are no hole.
 */
public final class SqlTemplate {

    /** Pieces at odd places are names of holes. */
    private final List<String> pieces;

    private final Map<String, Filling> fillings;

    private SqlTemplate(List<String> pieces, Map<String, Filling> fillings) {
        this.pieces = pieces;
        this.fillings = fillings;
    }

    public static SqlTemplate of(String text) {
        List<String> pieces = new ArrayList<>();
        String rest = text.stripTrailing();
        int pieceStart = 0;
        int open = rest.indexOf('{');
        while (open >= 0) {
            int close = holeEnd(rest, open);
            if (close > 0) {
                pieces.add(rest.substring(pieceStart, open));
                pieces.add(rest.substring(open + 1, close));
                pieceStart = close + 1;
            }
            open = rest.indexOf('{', open + 1);
        }
        pieces.add(rest.substring(pieceStart));
        return new SqlTemplate(pieces, Map.of());
    }

    /** The closing brace of a hole that opens here; 0 where it is no hole. */
    private static int holeEnd(String text, int open) {
        int i = open + 1;
        while (i < text.length() && (text.charAt(i) == '_' || (text.charAt(i) >= 'a' && text.charAt(i) <= 'z'))) {
            i++;
        }
        return i > open + 1 && i < text.length() && text.charAt(i) == '}' ? i : 0;
    }

    public SqlTemplate with(String hole, SqlName name) {
        return filled(hole, Filling.checked(name::quoted));
    }

    public SqlTemplate with(String hole, TableName name) {
        return filled(hole, Filling.checked(name::quoted));
    }

    /** The names with commas between them, as in the columns of an index. */
    public SqlTemplate with(String hole, List<SqlName> names) {
        List<SqlName> copy = List.copyOf(names);
        return filled(
                hole,
                Filling.checked(
                        syntax -> copy.stream().map(name -> name.quoted(syntax)).collect(Collectors.joining(", "))));
    }

    /** A string literal, where the statement takes no bind parameter. */
    public SqlTemplate withLiteral(String hole, String text) {
        return filled(hole, Filling.checked(syntax -> SqlLiteral.quote(text, syntax)));
    }

    /** SQL as it stands: never anything that came from outside. */
    public SqlTemplate withSql(String hole, String fragment) {
        return filled(hole, new Filling(syntax -> fragment, false));
    }

    private SqlTemplate filled(String hole, Filling filling) {
        Map<String, Filling> more = new HashMap<>(fillings);
        if (!holes().contains(hole) || more.put(hole, filling) != null) {
            throw new IllegalArgumentException("no hole {" + hole + "} is open in: " + this);
        }
        return new SqlTemplate(pieces, more);
    }

    /** @throws IllegalArgumentException while a hole is open */
    public String sql(SqlSyntax syntax) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            sql.append(i % 2 == 0 ? pieces.get(i) : filling(pieces.get(i), syntax));
        }
        return sql.toString();
    }

    private String filling(String hole, SqlSyntax syntax) {
        Filling filling = fillings.get(hole);
        if (filling == null) {
            throw new IllegalArgumentException("the hole {" + hole + "} is still open in: " + this);
        }
        String text = filling.text().in(syntax);
        if (filling.isChecked() && syntax == SqlSyntax.POSTGRESQL) {
            requireNoDollarQuoteEndsIn(text);
        }
        return text;
    }

    /** Inside the body of a function a quoted name is safe from all but the tag that ends the body. */
    private void requireNoDollarQuoteEndsIn(String text) {
        for (String tag : dollarTags()) {
            if (text.contains(tag)) {
                throw SqlProblem.NAME_HOLDS_DOLLAR_TAG.with(
                        text + " cannot be used here, because it contains " + tag,
                        "rename it, or write this change in SQL of your own with another tag");
            }
        }
    }

    private Set<String> dollarTags() {
        Set<String> tags = new LinkedHashSet<>();
        for (int i = 0; i < pieces.size(); i += 2) {
            String piece = pieces.get(i);
            for (int open = piece.indexOf('$'); open >= 0; open = piece.indexOf('$', open + 1)) {
                int close = open + 1;
                while (close < piece.length() && isTagPart(piece.charAt(close))) {
                    close++;
                }
                if (close < piece.length() && piece.charAt(close) == '$') {
                    tags.add(piece.substring(open, close + 1));
                }
            }
        }
        return tags;
    }

    private static boolean isTagPart(char character) {
        return Lexer.isLetter(character) || Lexer.isDigit(character);
    }

    private Set<String> holes() {
        Set<String> holes = new LinkedHashSet<>();
        for (int i = 1; i < pieces.size(); i += 2) {
            holes.add(pieces.get(i));
        }
        return holes;
    }

    /** The text with its holes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(i % 2 == 0 ? pieces.get(i) : "{" + pieces.get(i) + "}");
        }
        return text.toString();
    }

    private interface SyntaxText {

        String in(SqlSyntax syntax);
    }

    /** @param isChecked what came from outside must not end a dollar quote around its hole */
    private record Filling(SyntaxText text, boolean isChecked) {

        static Filling checked(SyntaxText text) {
            return new Filling(text, true);
        }
    }
}
