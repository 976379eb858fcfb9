package dev.segue.sql;

import java.util.List;

/** A text of SQL taken apart: its statements and the comment lines between them, in order. */
public record Script(SourceText source, List<ScriptElement> elements) {

    public Script {
        elements = List.copyOf(elements);
    }

    public List<SqlStatement> statements() {
        return elements.stream()
                .filter(SqlStatement.class::isInstance)
                .map(SqlStatement.class::cast)
                .toList();
    }
}
