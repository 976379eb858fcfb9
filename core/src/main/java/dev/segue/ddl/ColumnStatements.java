package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Column;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements about one column. */
final class ColumnStatements implements ColumnOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate ADD = SqlTemplate.of("ALTER TABLE {table} ADD COLUMN {if_not_exists}{definition}");
    private static final SqlTemplate DROP =
            SqlTemplate.of("ALTER TABLE {table} DROP COLUMN {if_exists}{column}{cascade}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TABLE {table} RENAME COLUMN {column} TO {name}");
    private static final SqlTemplate CHANGE_TYPE =
            SqlTemplate.of("ALTER TABLE {table} ALTER COLUMN {column} TYPE {type}{collation} USING {value}");
    private static final SqlTemplate FILL = SqlTemplate.of("UPDATE {table} SET {column} = {value}");
    private static final SqlTemplate FILL_NULLS =
            SqlTemplate.of("UPDATE {table} SET {column} = {value} WHERE {column_again} IS NULL");
    private static final SqlTemplate COMMENT = SqlTemplate.of("COMMENT ON COLUMN {table}.{column} IS {comment}");
    private static final SqlTemplate CHANGE =
            SqlTemplate.of("ALTER TABLE {only}{table} ALTER COLUMN {column} {action}");

    static SqlStatement comment(TableName table, SqlName column, Optional<String> comment) {
        return statement(COMMENT.with("table", table)
                .with("column", column)
                .withSql("comment", TableStatements.literal(comment)));
    }

    private static SqlStatement change(TableName table, SqlName column, String action) {
        return change(table, false, column, action);
    }

    private static SqlStatement change(TableName table, boolean isOnly, SqlName column, String action) {
        return statement(CHANGE.withSql("only", when(isOnly, "ONLY "))
                .with("table", table)
                .with("column", column)
                .withSql("action", action));
    }

    /** Rows that are there get their value before NULL is refused. */
    @Override
    public List<SqlStatement> visit(AddColumn operation) {
        Column column = operation.column();
        boolean isFilled = operation.value().isPresent();
        List<SqlStatement> statements = new ArrayList<>();
        statements.add(statement(ADD.with("table", operation.table())
                .withSql("if_not_exists", when(operation.ifNotExists(), "IF NOT EXISTS "))
                .withSql("definition", DdlWriter.columnDefinition(isFilled ? column.withNullable(true) : column))));
        operation
                .value()
                .ifPresent(value -> statements.add(statement(FILL.with("table", operation.table())
                        .with("column", column.name())
                        .withSql("value", value.text()))));
        if (isFilled && !column.isNullable()) {
            statements.add(change(operation.table(), column.name(), "SET NOT NULL"));
        }
        if (column.comment().isPresent()) {
            statements.add(comment(operation.table(), column.name(), column.comment()));
        }
        return statements;
    }

    @Override
    public List<SqlStatement> visit(DropColumn operation) {
        return List.of(statement(DROP.with("table", operation.table())
                .withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("column", operation.column())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(RenameColumn operation) {
        return List.of(statement(RENAME.with("table", operation.table())
                .with("column", operation.column())
                .with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(ChangeColumnType operation) {
        String cast = DdlText.name(operation.column()) + "::" + DdlWriter.type(operation.type());
        return List.of(statement(CHANGE_TYPE
                .with("table", operation.table())
                .with("column", operation.column())
                .withSql("type", DdlWriter.type(operation.type()))
                .withSql(
                        "collation",
                        operation
                                .collation()
                                .map(collation -> " COLLATE " + DdlText.name(collation))
                                .orElse(""))
                .withSql("value", operation.using().map(value -> value.text()).orElse(cast))));
    }

    @Override
    public List<SqlStatement> visit(SetNotNull operation) {
        List<SqlStatement> statements = new ArrayList<>();
        operation
                .fill()
                .ifPresent(value -> statements.add(statement(FILL_NULLS
                        .with("table", operation.table())
                        .with("column", operation.column())
                        .withSql("value", value.text())
                        .with("column_again", operation.column()))));
        statements.add(change(operation.table(), operation.column(), "SET NOT NULL"));
        return statements;
    }

    @Override
    public List<SqlStatement> visit(DropNotNull operation) {
        return List.of(change(operation.table(), operation.column(), "DROP NOT NULL"));
    }

    @Override
    public List<SqlStatement> visit(SetDefault operation) {
        return List.of(
                change(operation.table(), operation.isOnly(), operation.column(), "SET DEFAULT " + operation.value()));
    }

    @Override
    public List<SqlStatement> visit(DropDefault operation) {
        return List.of(change(operation.table(), operation.isOnly(), operation.column(), "DROP DEFAULT"));
    }

    @Override
    public List<SqlStatement> visit(CommentOnColumn operation) {
        return List.of(comment(operation.table(), operation.column(), operation.comment()));
    }

    @Override
    public List<SqlStatement> visit(ChangeGeneration operation) {
        return List.of(change(operation.table(), operation.column(), operation.action()));
    }
}
