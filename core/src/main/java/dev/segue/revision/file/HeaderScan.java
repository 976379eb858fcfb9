package dev.segue.revision.file;

import dev.segue.sql.SourceText;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the comments at the top of a file up to its first section or statement, and nothing behind them: enough to place
 * a thousand revisions in the graph without taking a thousand scripts apart.
 */
final class HeaderScan {

    private final SourceText source;
    private final String text;
    private final SqlSyntax syntax;
    private int position;

    private HeaderScan(SourceText source, SqlSyntax syntax) {
        this.source = source;
        this.text = source.text();
        this.syntax = syntax;
    }

    static List<Directive> directives(SourceText source, SqlSyntax syntax) {
        return new HeaderScan(source, syntax).directives();
    }

    private List<Directive> directives() {
        List<Directive> directives = new ArrayList<>();
        while (skipToComment()) {
            int start = position;
            int markerLength = text.charAt(position) == '#' ? 1 : 2;
            int lineEnd = endOfLine(start);
            position = lineEnd;
            int from = start + markerLength;
            while (from < lineEnd && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            if (text.regionMatches(true, from, "segue:", 0, 6)) {
                Directive directive = Directive.of(text.substring(from, lineEnd).strip(), source, start);
                if (directive.name() == DirectiveName.UPGRADE || directive.name() == DirectiveName.DOWNGRADE) {
                    return directives;
                }
                directives.add(directive);
            }
        }
        return directives;
    }

    /** Moves to the next comment line; false when something else comes first. */
    private boolean skipToComment() {
        while (position < text.length()) {
            char next = text.charAt(position);
            if (Character.isWhitespace(next)) {
                position++;
            } else if (text.startsWith("/*", position) && !text.startsWith("/*!", position)) {
                skipBlockComment();
            } else {
                return text.startsWith("--", position) || (next == '#' && syntax == SqlSyntax.MYSQL);
            }
        }
        return false;
    }

    private void skipBlockComment() {
        int depth = 0;
        while (position < text.length()) {
            if (text.startsWith("*/", position)) {
                position += 2;
                depth--;
                if (depth == 0) {
                    return;
                }
            } else if (text.startsWith("/*", position)) {
                position += 2;
                depth = syntax == SqlSyntax.POSTGRESQL ? depth + 1 : 1;
            } else {
                position++;
            }
        }
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
