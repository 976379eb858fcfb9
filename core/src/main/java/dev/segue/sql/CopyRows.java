package dev.segue.sql;

import java.util.List;

/**
 * The lines that PostgreSQL's {@code COPY … FROM stdin} reads: they begin in the line after the statement and last until
 * a line {@code \.} or the end of the text.
 *
 * @param start offset of the first row in the source
 * @param end offset behind the closing line
 */
public record CopyRows(String text, int start, int end) {

    /** FROM STDOUT is accepted by PostgreSQL as a slip of the pen. */
    static boolean areReadBy(List<Token> statement, String text) {
        if (!statement.get(0).isWord(text, "COPY")) {
            return false;
        }
        int depth = 0;
        for (int i = 1; i < statement.size() - 1; i++) {
            Token token = statement.get(i);
            char first = text.charAt(token.start());
            if (token.kind() == TokenKind.PUNCTUATION && first == '(') {
                depth++;
            } else if (token.kind() == TokenKind.PUNCTUATION && first == ')') {
                depth--;
            } else if (depth == 0 && token.isWord(text, "FROM")) {
                Token origin = statement.get(i + 1);
                return origin.isWord(text, "STDIN") || origin.isWord(text, "STDOUT");
            }
        }
        return false;
    }

    /** The rows of a statement whose delimiter ends at the given offset. */
    static CopyRows behind(SourceText source, int delimiterEnd) {
        String text = source.text();
        int firstRow = nextLine(text, delimiterEnd);
        requireNothingIn(source, delimiterEnd, firstRow);
        for (int line = firstRow; line < text.length(); line = nextLine(text, line)) {
            if (isEndMark(text, line)) {
                return new CopyRows(text.substring(firstRow, line), firstRow, nextLine(text, line));
            }
        }
        return new CopyRows(text.substring(firstRow), firstRow, text.length());
    }

    private static int nextLine(String text, int from) {
        int lineEnd = text.indexOf('\n', from);
        return lineEnd < 0 ? text.length() : lineEnd + 1;
    }

    private static boolean isEndMark(String text, int line) {
        if (!text.startsWith("\\.", line)) {
            return false;
        }
        int behind = line + 2;
        return behind == text.length() || text.startsWith("\n", behind) || text.startsWith("\r\n", behind);
    }

    /** Psql runs what else stands in the line only after the rows, which nobody expects: only a comment may stand there. */
    private static void requireNothingIn(SourceText source, int from, int to) {
        String rest = source.text().substring(from, to).strip();
        if (!rest.isEmpty() && !rest.startsWith("--")) {
            throw SqlProblem.STATEMENT_BESIDE_COPY.at(
                    source,
                    source.text().indexOf(rest, from),
                    "something stands in " + source.name() + " between COPY … FROM stdin; and its rows",
                    "begin the rows in the line after COPY, and put whatever else follows behind the line \\.");
        }
    }
}
