package dev.segue.ddl;

import dev.segue.operation.Backfill;
import dev.segue.operation.BackfillCode;
import dev.segue.operation.BackfillRows;
import dev.segue.operation.DataOperation;
import dev.segue.operation.DeleteRows;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.InsertRows;
import dev.segue.operation.RunCode;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements about rows, which look the same on every database but for the quotes. */
final class DataStatements implements DataOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate INSERT = SqlTemplate.of("""
            INSERT INTO {table} ({columns})
            VALUES {rows}
            """);
    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE {rows}");
    private static final SqlTemplate UPDATE = SqlTemplate.of("UPDATE {table} SET {values}{where}");

    private final SqlSyntax syntax;

    DataStatements(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    private SqlStatement statement(SqlTemplate template) {
        return SqlStatement.of("a statement of Segue", template.sql(syntax), syntax);
    }

    @Override
    public List<SqlStatement> visit(ExecuteSql operation) {
        return List.of(operation.statement());
    }

    /** Java is no SQL. */
    @Override
    public List<SqlStatement> visit(RunCode operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(Backfill operation) {
        String values = operation.values().entrySet().stream()
                .map(value -> value.getKey().quoted(syntax) + " = " + value.getValue())
                .collect(Collectors.joining(", "));
        return List.of(statement(UPDATE.with("table", operation.table())
                .withSql("values", values)
                .withSql(
                        "where",
                        operation.where().map(where -> " WHERE " + where).orElse(""))));
    }

    @Override
    public List<SqlStatement> visit(BackfillRows operation) {
        return List.of(operation.statement().statement());
    }

    /** Java is no SQL. */
    @Override
    public List<SqlStatement> visit(BackfillCode operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(InsertRows operation) {
        if (operation.rows().isEmpty()) {
            return List.of();
        }
        String rows = operation.rows().stream()
                .map(row -> row.stream().map(SqlExpression::text).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(",\n  "));
        return List.of(statement(INSERT.with("table", operation.table())
                .with("columns", operation.columns())
                .withSql("rows", rows)));
    }

    @Override
    public List<SqlStatement> visit(DeleteRows operation) {
        InsertRows inserted = operation.rows();
        if (inserted.rows().isEmpty()) {
            return List.of();
        }
        String rows = inserted.rows().stream().map(row -> isRow(inserted, row)).collect(Collectors.joining("\n  OR "));
        return List.of(statement(DELETE.with("table", inserted.table()).withSql("rows", rows)));
    }

    /** Without a key, every column tells the rows apart. */
    private String isRow(InsertRows rows, List<SqlExpression> row) {
        List<SqlName> key = rows.key().isEmpty() ? rows.columns() : rows.key();
        return IntStream.range(0, rows.columns().size())
                .filter(column -> key.contains(rows.columns().get(column)))
                .mapToObj(column -> isValue(rows.columns().get(column), row.get(column)))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private String isValue(SqlName column, SqlExpression value) {
        return column.quoted(syntax) + (value.text().equalsIgnoreCase("NULL") ? " IS NULL" : " = " + value);
    }
}
