package dev.segue.ddl;

import dev.segue.operation.ColumnOperation;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DataOperation;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.ObjectOperation;
import dev.segue.operation.Operation;
import dev.segue.operation.TableOperation;
import dev.segue.operation.TypeOperation;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** The plainest statements for each operation; none where SQL has no word for it. */
final class OperationWriter implements Operation.Visitor<List<SqlStatement>> {

    static SqlStatement statement(SqlTemplate template) {
        return statement(template.sql(SqlSyntax.POSTGRESQL));
    }

    static SqlStatement statement(String sql) {
        return SqlStatement.of("a statement of Segue", sql, SqlSyntax.POSTGRESQL);
    }

    /** What stands in the place of words that are there or not. */
    static String when(boolean condition, String words) {
        return condition ? words : "";
    }

    @Override
    public List<SqlStatement> visit(TableOperation operation) {
        return operation.accept(new TableStatements());
    }

    @Override
    public List<SqlStatement> visit(ColumnOperation operation) {
        return operation.accept(new ColumnStatements());
    }

    @Override
    public List<SqlStatement> visit(ConstraintOperation operation) {
        return operation.accept(new ConstraintStatements());
    }

    @Override
    public List<SqlStatement> visit(IndexOperation operation) {
        return operation.accept(new IndexStatements());
    }

    @Override
    public List<SqlStatement> visit(TypeOperation operation) {
        return operation.accept(new TypeStatements());
    }

    @Override
    public List<SqlStatement> visit(ObjectOperation operation) {
        return operation.accept(new ObjectStatements());
    }

    @Override
    public List<SqlStatement> visit(DataOperation operation) {
        return operation.accept(new DataStatements(SqlSyntax.POSTGRESQL));
    }
}
