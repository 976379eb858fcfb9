package dev.segue.dialect.sqlite;

import static dev.segue.dialect.sqlite.SqlitePlainStatements.statement;

import dev.segue.operation.AddDomainRule;
import dev.segue.operation.CarriedSql;
import dev.segue.operation.ChangeSequence;
import dev.segue.operation.CreateDomain;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateView;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropView;
import dev.segue.operation.ObjectOperation;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** Statements about views, and what is carried as SQL; there are no sequences. */
final class SqliteObjectStatements implements ObjectOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate DROP_VIEW = SqlTemplate.of("DROP VIEW {if_exists}{view}");

    @Override
    public List<SqlStatement> visit(CreateView operation) {
        return operation.isMaterialized() ? List.of() : List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(DropView operation) {
        return operation.isMaterialized()
                ? List.of()
                : List.of(statement(DROP_VIEW
                        .withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                        .with("view", operation.view())));
    }

    @Override
    public List<SqlStatement> visit(CreateSequence operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(ChangeSequence operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(DropSequence operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(CreateDomain operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(AddDomainRule operation) {
        return List.of();
    }

    @Override
    public List<SqlStatement> visit(CarriedSql operation) {
        return operation.up();
    }
}
