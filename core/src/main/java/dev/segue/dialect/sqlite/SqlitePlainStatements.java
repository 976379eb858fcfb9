package dev.segue.dialect.sqlite;

import dev.segue.ddl.DdlWriter;
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

/** The statements that SQLite has for operations; none where it has no word for them. */
final class SqlitePlainStatements implements Operation.Visitor<List<SqlStatement>> {

    static SqlStatement statement(SqlTemplate template) {
        return statement(template.sql(SqlSyntax.SQLITE));
    }

    static SqlStatement statement(String sql) {
        return SqlStatement.of("a statement of Segue", sql, SqlSyntax.SQLITE);
    }

    @Override
    public List<SqlStatement> visit(TableOperation operation) {
        return operation.accept(new SqliteTableStatements());
    }

    @Override
    public List<SqlStatement> visit(ColumnOperation operation) {
        return operation.accept(new SqliteColumnStatements());
    }

    /** A constraint is a part of the statement that makes its table. */
    @Override
    public List<SqlStatement> visit(ConstraintOperation operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(IndexOperation operation) {
        return operation.accept(new SqliteIndexStatements());
    }

    /** It has no types of the user. */
    @Override
    public List<SqlStatement> visit(TypeOperation operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(ObjectOperation operation) {
        return operation.accept(new SqliteObjectStatements());
    }

    @Override
    public List<SqlStatement> visit(DataOperation operation) {
        return DdlWriter.write(operation, SqlSyntax.SQLITE);
    }
}
