package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

import dev.segue.operation.CreateIndex;
import dev.segue.operation.DropIndex;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.RenameIndex;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** Statements about indexes; never concurrent, so that they fit into a transaction. */
final class IndexStatements implements IndexOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate DROP = SqlTemplate.of("DROP INDEX {if_exists}{index}{cascade}");
    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER INDEX {if_exists}{index} RENAME TO {name}");

    @Override
    public List<SqlStatement> visit(CreateIndex operation) {
        return List.of(
                statement(DdlWriter.index(operation.index(), false, operation.ifNotExists(), operation.isOnly())));
    }

    @Override
    public List<SqlStatement> visit(DropIndex operation) {
        return List.of(statement(DROP.withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("index", operation.index())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(RenameIndex operation) {
        return List.of(statement(RENAME.withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("index", operation.index())
                .with("name", operation.newName())));
    }
}
