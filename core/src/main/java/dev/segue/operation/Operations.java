package dev.segue.operation;

import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;

/** Where a Java revision says what it asks for. It only takes notes: nothing is run while they are taken. */
public final class Operations {

    private final SqlSyntax syntax;
    private final String origin;
    private final List<Operation> noted = new ArrayList<>();

    /** @param origin what messages call the place, usually the source file */
    public Operations(SqlSyntax syntax, String origin) {
        this.syntax = syntax;
        this.origin = origin;
    }

    /** Runs one or more statements exactly as written. */
    public Operations execute(String sql) {
        SqlScanner.scan(new SourceText(origin, sql), syntax)
                .statements()
                .forEach(statement -> noted.add(ExecuteSql.verbatim(statement)));
        return this;
    }

    /** Runs Java code inside the transaction of the revision. */
    public Operations run(String description, RevisionCode code) {
        noted.add(new RunCode(description, code));
        return this;
    }

    public List<Operation> noted() {
        return List.copyOf(noted);
    }
}
