package dev.segue.dialect.sqlite;

import static dev.segue.dialect.sqlite.SqlitePlainStatements.statement;

import dev.segue.ddl.DdlWriter;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropTable;
import dev.segue.operation.MoveTable;
import dev.segue.operation.RenameTable;
import dev.segue.operation.TableOperation;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements about tables as a whole. */
final class SqliteTableStatements implements TableOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate CREATE = SqlTemplate.of("CREATE TABLE {if_not_exists}{table} (\n  {body}\n)");
    private static final SqlTemplate DROP = SqlTemplate.of("DROP TABLE {if_exists}{table}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TABLE {table} RENAME TO {name}");

    @Override
    public List<SqlStatement> visit(CreateTable operation) {
        return operation.written().map(List::of).orElseGet(() -> create(operation.table(), operation.ifNotExists()));
    }

    private static List<SqlStatement> create(Table table, boolean ifNotExists) {
        boolean isPlain = table.partitioning().isEmpty()
                && table.partition().isEmpty()
                && table.inherits().isEmpty()
                && table.columns().stream().allMatch(SqliteColumnStatements::isPlain);
        if (!isPlain) {
            return List.of();
        }
        String body = Stream.concat(
                        table.columns().stream().map(SqliteColumnStatements::definition),
                        table.constraints().stream().map(DdlWriter::constraint))
                .collect(Collectors.joining(",\n  "));
        List<SqlStatement> statements = new ArrayList<>();
        statements.add(statement(CREATE.withSql("if_not_exists", ifNotExists ? "IF NOT EXISTS " : "")
                .with("table", table.name())
                .withSql("body", body)));
        for (Index index : table.indexes()) {
            if (index.constraint().isEmpty()) {
                statements.addAll(SqliteIndexStatements.create(index, ifNotExists));
            }
        }
        return statements;
    }

    /** What refers to the table is checked when the transaction ends. */
    @Override
    public List<SqlStatement> visit(DropTable operation) {
        return List.of(statement(DROP.withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                .with("table", operation.table())));
    }

    @Override
    public List<SqlStatement> visit(RenameTable operation) {
        return List.of(statement(RENAME.with("table", operation.table()).with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(MoveTable operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(CommentOnTable operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(AttachPartition operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(DetachPartition operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(ChangeTableSetting operation) {
        return List.of();
    }
}
