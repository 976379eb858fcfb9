package dev.segue.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the tokens of a text into statements. Reads one text once. */
final class ScriptReader {

    private final SourceText source;
    private final SqlSyntax syntax;
    private final Lexer lexer;
    private final List<ScriptElement> elements = new ArrayList<>();
    /** Of the statement that is being read. */
    private final List<Token> tokens = new ArrayList<>();
    /** Comment lines behind its last token so far: inside it if another token follows, behind it if none does. */
    private final List<ScriptElement> commentsBehind = new ArrayList<>();

    private Nesting nesting = Nesting.NONE;

    ScriptReader(SourceText source, SqlSyntax syntax, Lexer lexer) {
        this.source = source;
        this.syntax = syntax;
        this.lexer = lexer;
    }

    Script read() {
        lexer.beforeStatement();
        while (lexer.hasNext()) {
            take(lexer.next());
            if (tokens.isEmpty()) {
                lexer.beforeStatement();
            }
        }
        lexer.requireClosed();
        nesting.requireClosed();
        endStatement();
        elements.addAll(commentsBehind);
        return new Script(source, elements);
    }

    private void take(Token token) {
        if (token.kind() == TokenKind.LINE_COMMENT) {
            (tokens.isEmpty() ? elements : commentsBehind).add(lineComment(token));
        } else if (token.kind() != TokenKind.BLOCK_COMMENT) {
            takeCode(token);
        }
    }

    private void takeCode(Token token) {
        if (lexer.isDelimiter(token) && !nesting.isOpen()) {
            endStatement();
            commentsBehind.clear();
            return;
        }
        if (tokens.isEmpty()) {
            nesting = lexer.nesting();
        }
        commentsBehind.clear();
        nesting.enter(token);
        tokens.add(token);
    }

    private void endStatement() {
        if (tokens.isEmpty()) {
            return;
        }
        int start = tokens.get(0).start();
        int end = tokens.get(tokens.size() - 1).end();
        Optional<CopyRows> rows = lexer.rowsFor(tokens);
        List<Token> inStatement = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            inStatement.add(new Token(token.kind(), token.start() - start, token.end() - start));
        }
        String text = source.text().substring(start, end);
        elements.add(new SqlStatement(syntax, source, start, text, inStatement, rows));
        tokens.clear();
        nesting = Nesting.NONE;
    }

    private LineComment lineComment(Token token) {
        String line = token.in(source.text());
        int marker = line.startsWith("--") ? 2 : 1;
        return new LineComment(token.start(), line.substring(marker).strip());
    }
}
