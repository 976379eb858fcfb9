package dev.segue.dialect.sqlite;

import static dev.segue.dialect.sqlite.SqlitePlainStatements.statement;

import dev.segue.operation.CreateIndex;
import dev.segue.operation.DropIndex;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.RenameIndex;
import dev.segue.schema.Index;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Statements about indexes, which have keys and a condition and nothing else. */
final class SqliteIndexStatements implements IndexOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate CREATE =
            SqlTemplate.of("CREATE {unique}INDEX {if_not_exists}{index} ON {table} ({keys}){where}");
    private static final SqlTemplate DROP = SqlTemplate.of("DROP INDEX {if_exists}{index}");

    /** Empty for an index that SQLite cannot have, or without a name, which it does not make up. */
    static List<SqlStatement> create(Index index, boolean ifNotExists) {
        boolean isPlain = index.name().isPresent()
                && index.method().equals("btree")
                && index.include().isEmpty()
                && index.areNullsDistinct()
                && index.parts().stream().allMatch(part -> part.operatorClass().isEmpty());
        if (!isPlain) {
            return List.of();
        }
        // The schema stands before the index, and only there.
        TableName name = new TableName(index.table().schema(), index.name().orElseThrow());
        return List.of(statement(CREATE.withSql("unique", index.isUnique() ? "UNIQUE " : "")
                .withSql("if_not_exists", ifNotExists ? "IF NOT EXISTS " : "")
                .with("index", name)
                .with("table", index.table().name())
                .withSql(
                        "keys",
                        index.parts().stream().map(SqliteIndexStatements::key).collect(Collectors.joining(", ")))
                .withSql(
                        "where",
                        index.predicate().map(where -> " WHERE " + where).orElse(""))));
    }

    private static String key(Index.Part part) {
        return part.column().map(column -> column.quoted(SqlSyntax.SQLITE)).orElse("")
                + part.expression().map(expression -> "(" + expression + ")").orElse("")
                + part.collation()
                        .map(collation -> " COLLATE " + collation.name().quoted(SqlSyntax.SQLITE))
                        .orElse("")
                + (part.isDescending() ? " DESC" : "");
    }

    @Override
    public List<SqlStatement> visit(CreateIndex operation) {
        return create(operation.index(), operation.ifNotExists());
    }

    @Override
    public List<SqlStatement> visit(DropIndex operation) {
        return List.of(statement(DROP.withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                .with("index", operation.index())));
    }

    @Override
    public List<SqlStatement> visit(RenameIndex operation) {
        return List.of();
    }
}
