package dev.segue.operation;

import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Table;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Says what a new table is like. */
public final class TableDraft {

    private final Names names;
    private final TableName name;
    private final List<Column> columns = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();

    TableDraft(Names names, TableName name) {
        this.names = names;
        this.name = name;
    }

    /** A column that may be NULL. */
    public TableDraft column(String column, DataType type) {
        return column(column, type, draft -> {});
    }

    public TableDraft column(String column, DataType type, Consumer<ColumnDraft> more) {
        ColumnDraft draft = new ColumnDraft(names.name(column), type);
        more.accept(draft);
        columns.add(draft.column());
        return this;
    }

    public TableDraft primaryKey(String... keyColumns) {
        constraints.add(new Constraint.PrimaryKey(
                named("pkey"), names.names(keyColumns), List.of(), Deferral.NOT_DEFERRABLE, ""));
        return this;
    }

    public TableDraft unique(String constraint, String... uniqueColumns) {
        constraints.add(Drafts.unique(names, constraint, uniqueColumns));
        return this;
    }

    public TableDraft check(String constraint, String condition) {
        constraints.add(Drafts.check(names, constraint, condition));
        return this;
    }

    /** @param referringColumn the column that refers to another table */
    public TableDraft foreignKey(String constraint, String referringColumn, Consumer<ForeignKeyDraft> more) {
        ForeignKeyDraft draft = new ForeignKeyDraft(names, names.name(constraint), names.names(referringColumn));
        more.accept(draft);
        constraints.add(draft.constraint());
        return this;
    }

    /** As PostgreSQL would name it. */
    private Optional<SqlName> named(String suffix) {
        return Optional.of(SqlName.of(name.name().text() + "_" + suffix));
    }

    Table table() {
        if (columns.isEmpty()) {
            throw OperationProblem.INCOMPLETE.with("table " + name + " has no column", "add column(\"id\", BIGINT)");
        }
        return Table.of(name, columns).withConstraints(constraints);
    }

    /** What a new table and a new constraint of an old one have in common. */
    static final class Drafts {

        private Drafts() {}

        static Constraint unique(Names names, String constraint, String... columns) {
            return new Constraint.Unique(
                    Optional.of(names.name(constraint)),
                    names.names(columns),
                    List.of(),
                    true,
                    Deferral.NOT_DEFERRABLE,
                    "");
        }

        static Constraint check(Names names, String constraint, String condition) {
            return new Constraint.Check(
                    Optional.of(names.name(constraint)), SqlExpression.of(condition), List.of(), true, true);
        }
    }
}
