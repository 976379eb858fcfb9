package dev.segue.sql;

import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name of a table, or of anything else that lives in a schema. */
public record TableName(Optional<SqlName> schema, SqlName name) {

    public static TableName of(String name) {
        return new TableName(Optional.empty(), SqlName.of(name));
    }

    public static TableName of(String schema, String name) {
        return new TableName(Optional.of(SqlName.of(schema)), SqlName.of(name));
    }

    /** Reads a name as a user writes it; empty where the text is something else. */
    public static Optional<TableName> parse(String text, SqlSyntax syntax) {
        List<SqlStatement> statements = statements(text, syntax);
        if (statements.size() != 1) {
            return Optional.empty();
        }
        int tokens = statements.get(0).tokens().size();
        return at(statements.get(0), 0).filter(table -> table.tokenCount() == tokens);
    }

    private static List<SqlStatement> statements(String text, SqlSyntax syntax) {
        try {
            return SqlScanner.scan(new SourceText("a name", text), syntax).statements();
        } catch (SegueException noSql) {
            return List.of();
        }
    }

    /**
     * The name that begins with the given token of a statement; empty where none does, and where it has a third part in
     * front (a database or catalog).
     */
    public static Optional<TableName> at(SqlStatement statement, int token) {
        Optional<SqlName> first = SqlName.at(statement, token);
        if (!isDot(statement, token + 1)) {
            return first.map(name -> new TableName(Optional.empty(), name));
        }
        if (isDot(statement, token + 3)) {
            return Optional.empty();
        }
        return first.flatMap(
                schema -> SqlName.at(statement, token + 2).map(name -> new TableName(Optional.of(schema), name)));
    }

    private static boolean isDot(SqlStatement statement, int token) {
        if (token >= statement.tokens().size()) {
            return false;
        }
        Token sign = statement.tokens().get(token);
        return sign.end() - sign.start() == 1 && statement.text().charAt(sign.start()) == '.';
    }

    /** How many tokens of a statement it is made of: three with a schema, else one. */
    public int tokenCount() {
        return schema.isPresent() ? 3 : 1;
    }

    public String quoted(SqlSyntax syntax) {
        return schema.map(prefix -> prefix.quoted(syntax) + ".").orElse("") + name.quoted(syntax);
    }

    /** False also where only one of the two names its schema: which one the other means, only the database can say. */
    public boolean isSameAs(TableName other, SqlSyntax syntax) {
        return schema.map(prefix -> prefix.folded(syntax)).equals(other.schema.map(prefix -> prefix.folded(syntax)))
                && name.isSameAs(other.name, syntax);
    }

    /** Written out, as {@link #equals} is, because the ones that records bring along make a plan slow to begin with. */
    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName table && table.name.equals(name) && table.schema.equals(schema);
    }

    /** For messages, as users write it. */
    @Override
    public String toString() {
        return schema.map(prefix -> prefix + ".").orElse("") + name;
    }
}
