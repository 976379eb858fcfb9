package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddConstraintUsingIndex;
import dev.segue.operation.ConstraintOperation;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.ValidateConstraint;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** Statements about constraints. */
final class ConstraintStatements implements ConstraintOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate ADD = SqlTemplate.of("ALTER TABLE {table} ADD {constraint}");
    private static final SqlTemplate ADD_USING_INDEX =
            SqlTemplate.of("ALTER TABLE {table} ADD CONSTRAINT {constraint} {kind} USING INDEX {index}{deferral}");
    private static final SqlTemplate DROP =
            SqlTemplate.of("ALTER TABLE {table} DROP CONSTRAINT {if_exists}{constraint}{cascade}");
    private static final SqlTemplate RENAME =
            SqlTemplate.of("ALTER TABLE {table} RENAME CONSTRAINT {constraint} TO {name}");
    private static final SqlTemplate VALIDATE = SqlTemplate.of("ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}");

    @Override
    public List<SqlStatement> visit(AddConstraint operation) {
        return List.of(statement(ADD.with("table", operation.table())
                .withSql(
                        "constraint",
                        operation.isNotValid()
                                ? DdlWriter.constraintNotValid(operation.constraint())
                                : DdlWriter.constraint(operation.constraint()))));
    }

    @Override
    public List<SqlStatement> visit(AddConstraintUsingIndex operation) {
        String deferral = operation.deferral().clause();
        return List.of(statement(ADD_USING_INDEX
                .with("table", operation.table())
                .with("constraint", operation.constraint())
                .withSql("kind", operation.isPrimaryKey() ? "PRIMARY KEY" : "UNIQUE")
                .with("index", operation.index())
                .withSql("deferral", when(!deferral.isEmpty(), " " + deferral))));
    }

    @Override
    public List<SqlStatement> visit(DropConstraint operation) {
        return List.of(statement(DROP.with("table", operation.table())
                .withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("constraint", operation.constraint())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(RenameConstraint operation) {
        return List.of(statement(RENAME.with("table", operation.table())
                .with("constraint", operation.constraint())
                .with("name", operation.newName())));
    }

    @Override
    public List<SqlStatement> visit(ValidateConstraint operation) {
        return List.of(statement(VALIDATE.with("table", operation.table()).with("constraint", operation.constraint())));
    }
}
