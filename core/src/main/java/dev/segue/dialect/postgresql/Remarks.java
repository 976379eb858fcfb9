package dev.segue.dialect.postgresql;

import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Remark;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;

/** What is to be said again about indexes and constraints of a table when they are built anew. */
record Remarks(LiveTable table) {

    /** The token behind {@code ALTER TABLE schema.table}. */
    private static final int BEHIND_TABLE = 5;

    List<SqlStatement> on(Index index) {
        return index.name().map(name -> on(Remark.Kind.INDEX, name)).orElse(List.of());
    }

    /** And on the index that carries it. */
    List<SqlStatement> on(Constraint constraint) {
        List<SqlStatement> statements = new ArrayList<>();
        constraint.name().ifPresent(name -> {
            boolean isCarried = table.indexes().stream()
                    .anyMatch(index -> index.constraint().equals(constraint.name()));
            if (isCarried) {
                statements.addAll(on(Remark.Kind.INDEX, name));
            }
            statements.addAll(on(Remark.Kind.CONSTRAINT, name));
        });
        return statements;
    }

    /**
     * Steps that say all of it again about what was made anew in the words of a downgrade, and strike that off the list of the
     * trash.
     *
     * @param trashed something of which the trash knows first how it is made, and in the end how it is struck off
     */
    static List<Step> repeated(Phase phase, TrashedObject trashed, Impact impact) {
        List<SqlStatement> statements = PostgresqlTrashKeeper.statementsOf(trashed);
        List<Step> steps = new ArrayList<>();
        for (SqlStatement statement : statements.subList(1, statements.size() - 1)) {
            if (isRemark(statement)) {
                steps.add(
                        Step.separate(phase, "say again what was said about " + trashed.summary(), statement, impact));
            }
        }
        steps.add(Step.separate(
                phase,
                "take " + trashed.summary() + " off the list of the trash",
                statements.get(statements.size() - 1),
                Impact.NONE));
        return steps;
    }

    /** Everything else in the trash makes something, or looks at rows. */
    private static boolean isRemark(SqlStatement statement) {
        return statement.startsWith("COMMENT", "ON")
                || statement.startsWith("GRANT")
                || statement.startsWith("REVOKE")
                || statement.startsWith("SELECT", "SETVAL")
                || statement.startsWith("ALTER", "SEQUENCE")
                || statement.startsWith("ALTER", "VIEW")
                || statement.startsWith("ALTER", "MATERIALIZED", "VIEW")
                || statement.startsWith("ALTER", "INDEX")
                || (statement.startsWith("ALTER", "TABLE")
                        && (statement.hasWordsAt(BEHIND_TABLE, "CLUSTER", "ON") || identifiesRows(statement)));
    }

    /** What only an index without NULL can do. */
    static boolean identifiesRows(SqlStatement statement) {
        return statement.startsWith("ALTER", "TABLE") && statement.hasWordsAt(BEHIND_TABLE, "REPLICA", "IDENTITY");
    }

    private List<SqlStatement> on(Remark.Kind kind, SqlName about) {
        return table.known().map(Table::features).stream()
                .flatMap(features -> features.remarks().stream())
                .filter(remark -> remark.kind() == kind
                        && remark.about()
                                .isSameAs(about, table.context().schema().syntax()))
                .map(remark -> OwnSteps.statement(remark.statement()))
                .toList();
    }
}
