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

    ScriptReader(SourceText source, SqlSyntax syntax, Lexer lexer) {
        this.source = source;
        this.syntax = syntax;
        this.lexer = lexer;
    }

    Script read() {
        lexer.beforeStatement();
        while (lexer.hasNext()) {
            readElement(lexer.next());
            lexer.beforeStatement();
        }
        lexer.requireClosed();
        return new Script(source, elements);
    }

    private void readElement(Token first) {
        if (first.kind() == TokenKind.LINE_COMMENT) {
            elements.add(lineComment(first));
        } else if (first.kind() != TokenKind.BLOCK_COMMENT && !lexer.isDelimiter(first)) {
            readStatement(first);
        }
    }

    private void readStatement(Token first) {
        List<Token> tokens = new ArrayList<>();
        List<Token> commentsBehind = new ArrayList<>();
        collect(first, tokens, commentsBehind);
        elements.add(statement(tokens));
        commentsBehind.forEach(comment -> elements.add(lineComment(comment)));
    }

    /**
     * Reads to the delimiter, or to the end of the text: with comments behind the last token, which stand inside the
     * statement if another token follows, and behind it if none does.
     */
    private void collect(Token first, List<Token> tokens, List<Token> commentsBehind) {
        Nesting nesting = lexer.nesting();
        nesting.enter(first);
        tokens.add(first);
        while (lexer.hasNext()) {
            Token token = lexer.next();
            if (token.kind() == TokenKind.LINE_COMMENT) {
                commentsBehind.add(token);
            } else if (token.kind() != TokenKind.BLOCK_COMMENT) {
                commentsBehind.clear();
                if (lexer.isDelimiter(token) && !nesting.isOpen()) {
                    return;
                }
                nesting.enter(token);
                tokens.add(token);
            }
        }
        lexer.requireClosed();
        nesting.requireClosed();
    }

    private SqlStatement statement(List<Token> tokens) {
        int start = tokens.get(0).start();
        int end = tokens.get(tokens.size() - 1).end();
        Optional<CopyRows> rows = lexer.rowsFor(tokens);
        List<Token> inStatement = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            inStatement.add(new Token(token.kind(), token.start() - start, token.end() - start));
        }
        return new SqlStatement(syntax, source, start, source.text().substring(start, end), inStatement, rows);
    }

    private LineComment lineComment(Token token) {
        String text = source.text();
        int marker = text.startsWith("--", token.start()) ? 2 : 1;
        return new LineComment(
                token.start(),
                text.substring(token.start() + marker, token.end()).strip());
    }
}
