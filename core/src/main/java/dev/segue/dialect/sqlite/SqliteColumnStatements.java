package dev.segue.dialect.sqlite;

import static dev.segue.dialect.sqlite.SqlitePlainStatements.statement;

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
import dev.segue.schema.Generation;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Statements about one column: it can be added, renamed and dropped, everything else takes a new table. */
final class SqliteColumnStatements implements ColumnOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate ADD = SqlTemplate.of("ALTER TABLE {table} ADD COLUMN {definition}");
    private static final SqlTemplate FILL = SqlTemplate.of("UPDATE {table} SET {column} = {value}");
    private static final SqlTemplate DROP = SqlTemplate.of("ALTER TABLE {table} DROP COLUMN {column}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TABLE {table} RENAME COLUMN {column} TO {name}");

    /** What may stand behind DEFAULT without parentheses. */
    private static final Pattern LITERAL =
            Pattern.compile("[+-]?[0-9][0-9.]*|'([^']|'')*'|(?i:null|true|false|current_(date|time|timestamp))");

    /** False for what only other databases can count or compute. */
    static boolean isPlain(Column column) {
        return column.generation().filter(Generation.Identity.class::isInstance).isEmpty();
    }

    static String definition(Column column) {
        return column.name().quoted(SqlSyntax.SQLITE) + " " + column.type()
                + column.collation()
                        .map(collation -> " COLLATE " + collation.name().quoted(SqlSyntax.SQLITE))
                        .orElse("")
                + column.generation().map(SqliteColumnStatements::computed).orElse("")
                + column.defaultValue()
                        .map(value -> " DEFAULT " + inDefault(value))
                        .orElse("")
                + (column.isNullable() ? "" : " NOT NULL");
    }

    private static String computed(Generation generation) {
        if (generation instanceof Generation.Computed computed) {
            return " GENERATED ALWAYS AS (" + computed.expression() + ") "
                    + (computed.isStored() ? "STORED" : "VIRTUAL");
        }
        throw new IllegalArgumentException("SQLite has no identity columns");
    }

    private static String inDefault(SqlExpression value) {
        return LITERAL.matcher(value.text()).matches() ? value.text() : "(" + value + ")";
    }

    /** NOT NULL cannot be added to a column later. */
    @Override
    public List<SqlStatement> visit(AddColumn operation) {
        boolean isFilledLater =
                operation.value().isPresent() && !operation.column().isNullable();
        if (operation.ifNotExists() || isFilledLater || !isPlain(operation.column())) {
            return List.of();
        }
        List<SqlStatement> statements = new ArrayList<>();
        statements.add(
                statement(ADD.with("table", operation.table()).withSql("definition", definition(operation.column()))));
        operation
                .value()
                .ifPresent(value -> statements.add(statement(FILL.with("table", operation.table())
                        .with("column", operation.column().name())
                        .withSql("value", value.text()))));
        return statements;
    }

    @Override
    public List<SqlStatement> visit(DropColumn operation) {
        return operation.ifExists()
                ? List.of()
                : List.of(statement(DROP.with("table", operation.table()).with("column", operation.column())));
    }

    @Override
    public List<SqlStatement> visit(RenameColumn operation) {
        return List.of(statement(RENAME.with("table", operation.table())
                .with("column", operation.column())
                .with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(ChangeColumnType operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(SetNotNull operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(DropNotNull operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(SetDefault operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(DropDefault operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(CommentOnColumn operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(ChangeGeneration operation) {
        return List.of();
    }
}
