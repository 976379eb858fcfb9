package dev.segue.sql;

import dev.segue.problem.SourceExcerpt;
import dev.segue.sql.WrittenTokens.WrittenToken;
import java.util.List;
import java.util.Optional;

/**
 * One statement as it is sent to a database: without the delimiter behind it and the comments before it.
 *
 * @param source the text that it stands in
 * @param start offset of its first character there
 * @param text what is sent
 * @param tokens of {@code text}, with offsets into it, comments left out
 * @param rows the lines after {@code COPY … FROM stdin;}, without the closing {@code \.}
 */
public record SqlStatement(
        SqlSyntax syntax, SourceText source, int start, String text, List<Token> tokens, Optional<CopyRows> rows)
        implements ScriptElement {

    public SqlStatement {
        tokens = List.copyOf(tokens);
    }

    /**
     * A statement that Segue makes itself.
     *
     * @param origin what messages call it
     * @throws IllegalArgumentException when the text is not exactly one statement
     */
    public static SqlStatement of(String origin, String text, SqlSyntax syntax) {
        List<SqlStatement> statements =
                SqlScanner.scan(new SourceText(origin, text), syntax).statements();
        if (statements.size() != 1) {
            throw new IllegalArgumentException("this is not one statement: " + text);
        }
        return statements.get(0);
    }

    /** The statement as it stands in the file, for people: {@code text} may hold what was put in for placeholders. */
    public String asWritten() {
        return source.asWritten(start, start + text.length());
    }

    /** The same for logs, with what is plainly a password hidden. */
    public String asWrittenWithoutPasswords() {
        return Passwords.hiddenIn(asWritten());
    }

    /**
     * Its beginning on one line, without comments, and with {@code '…'} in the place of every string literal.
     *
     * @param length whatever is beyond may be missing
     */
    public String headWithoutLiterals(int length) {
        StringBuilder line = new StringBuilder(length);
        int behind = 0;
        WrittenTokens all = new WrittenTokens(this);
        while (line.length() <= length && all.hasNext()) {
            WrittenToken token = all.next();
            line.append(!line.isEmpty() && token.token().start() > behind ? " " : "")
                    .append(token.token().kind() == TokenKind.STRING ? hidden(token.token()) : token.text());
            behind = token.token().end();
        }
        return line.toString();
    }

    private String hidden(Token literal) {
        return text.charAt(literal.start()) == '$' ? "$$…$$" : "'…'";
    }

    /** The rows that stand behind {@code COPY … FROM stdin;}, as they are sent. */
    public Optional<String> copyData() {
        return rows.map(CopyRows::text);
    }

    public SourcePosition position() {
        return source.positionOf(start);
    }

    /**
     * Points at one of the rows behind the statement. What stands there is data, and is not shown: the beginning of the
     * statement is.
     *
     * @param row counted from 1
     */
    public SourceExcerpt excerptAtRow(int row) {
        SourceExcerpt statement = source.excerptAt(start);
        int firstLine =
                source.positionOf(rows.map(CopyRows::start).orElse(start)).line();
        return new SourceExcerpt(statement.file(), firstLine + row - 1, 1, statement.lineText());
    }

    /** True when the statement begins with these words, in any case. */
    public boolean startsWith(String... words) {
        return hasWordsAt(0, words);
    }

    /** True when these words stand one after the other from the given token on. */
    public boolean hasWordsAt(int token, String... words) {
        if (token + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(token + i).isWord(text, words[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The tokens with one blank between any two: what a checksum is taken of. Comments, white space and line ends leave
     * no trace in it; otherwise strings and quoted names stay as they are.
     */
    public String normalized() {
        StringBuilder normal = new StringBuilder(text.length() + tokens.size());
        boolean hasOtherLineEnds = text.indexOf('\r') >= 0;
        for (Token token : tokens) {
            if (!normal.isEmpty()) {
                normal.append(' ');
            }
            if (hasOtherLineEnds) {
                appendWithUnixLineEnds(normal, text, token.start(), token.end());
            } else {
                normal.append(text, token.start(), token.end());
            }
        }
        copyData().ifPresent(data -> appendWithUnixLineEnds(normal.append('\n'), data, 0, data.length()));
        return normal.toString();
    }

    /** The same with placeholders in the place of their values, so that a checksum of it tells nothing about these. */
    public String normalizedAsWritten() {
        if (!source.hasSubstitutions()) {
            return normalized();
        }
        StringBuilder normal = new StringBuilder(text.length());
        WrittenTokens all = new WrittenTokens(this);
        while (all.hasNext()) {
            String written = all.next().text();
            appendWithUnixLineEnds(normal.append(normal.isEmpty() ? "" : " "), written, 0, written.length());
        }
        rows.ifPresent(found -> {
            String written =
                    source.asWritten(found.start(), found.start() + found.text().length());
            appendWithUnixLineEnds(normal.append('\n'), written, 0, written.length());
        });
        return normal.toString();
    }

    /** Version control may write the lines inside a function's body with other ends on another machine. */
    private static void appendWithUnixLineEnds(StringBuilder target, String text, int start, int end) {
        int appended = start;
        for (int i = start; i + 1 < end; i++) {
            if (text.charAt(i) == '\r' && text.charAt(i + 1) == '\n') {
                target.append(text, appended, i);
                appended = i + 1;
            }
        }
        target.append(text, appended, end);
    }
}
