package dev.segue.sql;

import dev.segue.problem.SegueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Map<String, SyntaxText> fillings;

    private SqlTemplate(List<String> pieces, Map<String, SyntaxText> fillings) {
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
        return filled(hole, name::quoted);
    }

    public SqlTemplate with(String hole, TableName name) {
        return filled(hole, name::quoted);
    }

    /** The names with commas between them, as in the columns of an index. */
    public SqlTemplate with(String hole, List<SqlName> names) {
        List<SqlName> copy = List.copyOf(names);
        return filled(
                hole, syntax -> copy.stream().map(name -> name.quoted(syntax)).collect(Collectors.joining(", ")));
    }

    /** A string literal, where the statement takes no bind parameter. */
    public SqlTemplate withLiteral(String hole, String text) {
        return filled(hole, syntax -> SqlLiteral.quote(text, syntax));
    }

    /** SQL as it stands: never anything that came from outside. */
    public SqlTemplate withSql(String hole, String fragment) {
        return filled(hole, syntax -> fragment);
    }

    private SqlTemplate filled(String hole, SyntaxText filling) {
        Map<String, SyntaxText> more = new HashMap<>(fillings);
        if (!holes().contains(hole) || more.put(hole, filling) != null) {
            throw new IllegalArgumentException("no hole {" + hole + "} is open in: " + this);
        }
        return new SqlTemplate(pieces, more);
    }

    /**
     * @throws IllegalArgumentException while a hole is open
     * @throws SegueException where something inside the body of a function would end it
     */
    public String sql(SqlSyntax syntax) {
        StringBuilder sql = new StringBuilder();
        Optional<String> tag = Optional.empty();
        for (int i = 0; i < pieces.size(); i++) {
            String text = i % 2 == 0 ? pieces.get(i) : filling(pieces.get(i), syntax);
            if (i % 2 == 0) {
                tag = openTag(tag, text);
            } else if (syntax == SqlSyntax.POSTGRESQL) {
                tag.ifPresent(open -> requireThatItStaysOpen(open, text));
            }
            sql.append(text);
        }
        return sql.toString();
    }

    private String filling(String hole, SqlSyntax syntax) {
        SyntaxText filling = fillings.get(hole);
        if (filling == null) {
            throw new IllegalArgumentException("the hole {" + hole + "} is still open in: " + this);
        }
        return filling.in(syntax);
    }

    /** Inside the body of a function a quoted name, or SQL with one, is safe from all but the tag that ends the body. */
    private static void requireThatItStaysOpen(String tag, String text) {
        if (text.contains(tag)) {
            throw SqlProblem.NAME_HOLDS_DOLLAR_TAG.with(
                    text.strip() + " cannot be used here, because it contains " + tag,
                    "rename it, or write this change in SQL of your own with another tag");
        }
    }

    /** The tag of the dollar quote that is open behind a piece. */
    private static Optional<String> openTag(Optional<String> before, String piece) {
        Optional<String> tag = before;
        int open = piece.indexOf('$');
        while (open >= 0) {
            int close = open + 1;
            while (close < piece.length() && isTagPart(piece.charAt(close))) {
                close++;
            }
            boolean isTag = close < piece.length() && piece.charAt(close) == '$';
            if (isTag) {
                String found = piece.substring(open, close + 1);
                tag = tag.isEmpty() ? Optional.of(found) : tag.filter(known -> !known.equals(found));
            }
            open = piece.indexOf('$', isTag ? close + 1 : open + 1);
        }
        return tag;
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
}
