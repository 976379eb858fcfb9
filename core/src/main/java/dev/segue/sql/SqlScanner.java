package dev.segue.sql;

/** Takes a text of SQL apart into statements, exactly where the database's own client would. */
public final class SqlScanner {

    private SqlScanner() {}

    /** @throws dev.segue.problem.SegueException when a string, comment or body has no end, with the place of its beginning */
    public static Script scan(SourceText source, SqlSyntax syntax) {
        int nul = source.text().indexOf(Lexer.END);
        if (nul >= 0) {
            throw SqlProblem.NUL_CHARACTER.at(
                    source,
                    nul,
                    source.name() + " contains a NUL character, so it is no text in UTF-8",
                    "save the file in UTF-8, or delete the character");
        }
        return new ScriptReader(source, syntax, lexer(source, syntax)).read();
    }

    private static Lexer lexer(SourceText source, SqlSyntax syntax) {
        return switch (syntax) {
            case POSTGRESQL -> new PostgresqlLexer(source);
            case MYSQL -> new MysqlLexer(source);
            case SQLITE -> new SqliteLexer(source);
        };
    }
}
