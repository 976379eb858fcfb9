package dev.segue.operation;

import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** Says where a foreign key leads, and what happens to its rows. */
public final class ForeignKeyDraft {

    /** What happens to rows when the row that they refer to goes away or changes its key. */
    public enum Action {
        NO_ACTION("NO ACTION"),
        RESTRICT("RESTRICT"),
        CASCADE("CASCADE"),
        SET_NULL("SET NULL"),
        SET_DEFAULT("SET DEFAULT");

        private final String sql;

        Action(String sql) {
            this.sql = sql;
        }
    }

    private final Names names;
    private final SqlName name;
    private final List<SqlName> columns;
    private Optional<TableName> referenced = Optional.empty();
    private List<SqlName> referencedColumns = List.of();
    private Action onUpdate = Action.NO_ACTION;
    private Action onDelete = Action.NO_ACTION;
    private Deferral deferral = Deferral.NOT_DEFERRABLE;

    ForeignKeyDraft(Names names, SqlName name, List<SqlName> columns) {
        this.names = names;
        this.name = name;
        this.columns = columns;
    }

    /** @param keyColumns those of the other table; none for its primary key */
    public ForeignKeyDraft references(String table, String... keyColumns) {
        referenced = Optional.of(names.table(table));
        referencedColumns = names.names(keyColumns);
        return this;
    }

    public ForeignKeyDraft onDelete(Action action) {
        onDelete = action;
        return this;
    }

    public ForeignKeyDraft onUpdate(Action action) {
        onUpdate = action;
        return this;
    }

    /** It is checked at the end of a transaction. */
    public ForeignKeyDraft deferred() {
        deferral = Deferral.INITIALLY_DEFERRED;
        return this;
    }

    Constraint.ForeignKey constraint() {
        TableName table = referenced.orElseThrow(() -> OperationProblem.INCOMPLETE.with(
                "foreign key " + name + " references nothing", "add references(\"table\", \"column\")"));
        return new Constraint.ForeignKey(
                Optional.of(name),
                columns,
                table,
                referencedColumns,
                "SIMPLE",
                onUpdate.sql,
                onDelete.sql,
                deferral,
                true);
    }
}
