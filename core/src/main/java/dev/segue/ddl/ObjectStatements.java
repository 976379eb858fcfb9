package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;
import static dev.segue.ddl.OperationWriter.when;

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

/** Statements about views and sequences, and what is carried as SQL. */
final class ObjectStatements implements ObjectOperation.Visitor<List<SqlStatement>> {

    private static final SqlTemplate DROP_VIEW = SqlTemplate.of("DROP {materialized}VIEW {if_exists}{view}{cascade}");
    private static final SqlTemplate DROP_SEQUENCE = SqlTemplate.of("DROP SEQUENCE {if_exists}{sequence}{cascade}");

    @Override
    public List<SqlStatement> visit(CreateView operation) {
        return List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(DropView operation) {
        return List.of(statement(DROP_VIEW
                .withSql("materialized", when(operation.isMaterialized(), "MATERIALIZED "))
                .withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("view", operation.view())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(CreateSequence operation) {
        return List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(ChangeSequence operation) {
        return List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(DropSequence operation) {
        return List.of(statement(DROP_SEQUENCE
                .withSql("if_exists", when(operation.ifExists(), "IF EXISTS "))
                .with("sequence", operation.sequence())
                .withSql("cascade", when(operation.cascade(), " CASCADE"))));
    }

    @Override
    public List<SqlStatement> visit(CreateDomain operation) {
        return List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(AddDomainRule operation) {
        return List.of(operation.written());
    }

    @Override
    public List<SqlStatement> visit(CarriedSql operation) {
        return operation.up();
    }
}
