package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

import dev.segue.operation.AddEnumValue;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.DropType;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.RenameEnumValue;
import dev.segue.operation.RenameType;
import dev.segue.operation.TypeOperation;
import dev.segue.schema.EnumType;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statements about types of the user. */
final class TypeStatements implements TypeOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate CREATE = SqlTemplate.of("CREATE TYPE {type} AS ENUM ({values})");
    private static final SqlTemplate COMMENT = SqlTemplate.of("COMMENT ON TYPE {type} IS {comment}");
    private static final SqlTemplate DROP = SqlTemplate.of("DROP TYPE {if_exists}{type}{cascade}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TYPE {type} RENAME TO {name}");
    private static final SqlTemplate ADD_VALUE =
            SqlTemplate.of("ALTER TYPE {type} ADD VALUE {if_not_exists}{value}{place}");
    private static final SqlTemplate RENAME_VALUE =
            SqlTemplate.of("ALTER TYPE {type} RENAME VALUE {value} TO {new_value}");

    @Override
    public List<SqlStatement> visit(CreateEnum operation) {
        EnumType type = operation.type();
        List<SqlStatement> statements = new ArrayList<>();
        statements.add(statement(CREATE.with("type", type.name())
                .withSql(
                        "values",
                        type.values().stream().map(TypeStatements::literal).collect(Collectors.joining(", ")))));
        type.comment()
                .ifPresent(comment -> statements.add(
                        statement(COMMENT.with("type", type.name()).withLiteral("comment", comment))));
        return statements;
    }

    private static String literal(String text) {
        return SqlLiteral.quote(text, SqlSyntax.POSTGRESQL);
    }

    @Override
    public List<SqlStatement> visit(DropType operation) {
        return List.of(statement(DROP.withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("type", operation.type())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(RenameType operation) {
        return List.of(statement(RENAME.with("type", operation.type()).with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(AddEnumValue operation) {
        String place = operation
                .before()
                .map(word -> " BEFORE " + literal(word))
                .or(() -> operation.after().map(word -> " AFTER " + literal(word)))
                .orElse("");
        return List.of(statement(ADD_VALUE
                .with("type", operation.type())
                .withSql("if_not_exists", when(operation.ifNotExists(), "IF NOT EXISTS "))
                .withLiteral("value", operation.value())
                .withSql("place", place)));
    }

    @Override
    public List<SqlStatement> visit(RenameEnumValue operation) {
        return List.of(statement(RENAME_VALUE
                .with("type", operation.type())
                .withLiteral("value", operation.value())
                .withLiteral("new_value", operation.newValue())));
    }

    /** The columns of the type would have to be known. */
    @Override
    public List<SqlStatement> visit(RemoveEnumValue operation) {
        return List.of();
    }
}
