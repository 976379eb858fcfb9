package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropTable;
import dev.segue.operation.MoveTable;
import dev.segue.operation.RenameTable;
import dev.segue.operation.TableOperation;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** Statements about tables as a whole. */
final class TableStatements implements TableOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate DROP = SqlTemplate.of("DROP TABLE {if_exists}{table}{cascade}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TABLE {table} RENAME TO {name}");
    private static final SqlTemplate MOVE = SqlTemplate.of("ALTER TABLE {table} SET SCHEMA {schema}");
    private static final SqlTemplate COMMENT = SqlTemplate.of("COMMENT ON TABLE {table} IS {comment}");
    private static final SqlTemplate ATTACH =
            SqlTemplate.of("ALTER TABLE {table} ATTACH PARTITION {partition} {bound}");
    private static final SqlTemplate DETACH = SqlTemplate.of("ALTER TABLE {table} DETACH PARTITION {partition}");
    private static final SqlTemplate CHANGE = SqlTemplate.of("ALTER TABLE {table} {action}");

    static SqlStatement comment(TableName table, Optional<String> comment) {
        return statement(COMMENT.with("table", table).withSql("comment", literal(comment)));
    }

    /** The text in quotes, or NULL. */
    static String literal(Optional<String> text) {
        return text.map(words -> SqlLiteral.quote(words, SqlSyntax.POSTGRESQL)).orElse("NULL");
    }

    static SqlStatement change(TableName table, String action) {
        return statement(CHANGE.with("table", table).withSql("action", action));
    }

    @Override
    public List<SqlStatement> visit(CreateTable operation) {
        return operation
                .written()
                .map(List::of)
                .orElseGet(() -> new TableWriter(operation.table()).statements(operation.ifNotExists()));
    }

    @Override
    public List<SqlStatement> visit(DropTable operation) {
        return List.of(statement(DROP.withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("table", operation.table())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(RenameTable operation) {
        return List.of(statement(RENAME.with("table", operation.table()).with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(MoveTable operation) {
        return List.of(statement(MOVE.with("table", operation.table()).with("schema", operation.newSchema())));
    }

    @Override
    public List<SqlStatement> visit(CommentOnTable operation) {
        return List.of(comment(operation.table(), operation.comment()));
    }

    @Override
    public List<SqlStatement> visit(AttachPartition operation) {
        return List.of(statement(ATTACH.with("table", operation.table())
                .with("partition", operation.partition())
                .withSql("bound", operation.bound())));
    }

    @Override
    public List<SqlStatement> visit(DetachPartition operation) {
        return List.of(statement(DETACH.with("table", operation.table()).with("partition", operation.partition())));
    }

    @Override
    public List<SqlStatement> visit(ChangeTableSetting operation) {
        return List.of(change(operation.table(), operation.action()));
    }
}
