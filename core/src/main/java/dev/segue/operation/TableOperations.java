package dev.segue.operation;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is asked for about one table, noted in the order in which it is said. */
public final class TableOperations {

    private final Consumer<Operation> notes;
    private final Names names;
    private final TableName table;

    TableOperations(Consumer<Operation> notes, Names names, TableName table) {
        this.notes = notes;
        this.names = names;
        this.table = table;
    }

    /** A column that may be NULL. */
    public TableOperations addColumn(String column, DataType type) {
        return addColumn(column, type, draft -> {});
    }

    public TableOperations addColumn(String column, DataType type, Consumer<ColumnDraft> more) {
        ColumnDraft draft = new ColumnDraft(names.name(column), type);
        more.accept(draft);
        return noting(new AddColumn(table, draft.column(), false, draft.value()));
    }

    /** Its values wait in the trash until that is emptied. */
    public TableOperations dropColumn(String column) {
        return noting(new DropColumn(table, names.name(column), false, false, Optional.empty()));
    }

    public TableOperations renameColumn(String column, String newName) {
        return noting(new RenameColumn(table, names.name(column), names.name(newName)));
    }

    public TableOperations changeType(String column, DataType type) {
        return changeType(column, type, change -> {});
    }

    public TableOperations changeType(String column, DataType type, Consumer<TypeChange> more) {
        TypeChange change = new TypeChange();
        more.accept(change);
        return noting(
                new ChangeColumnType(table, names.name(column), type, Optional.empty(), change.using(), change.back()));
    }

    /** Fails where a row holds NULL. */
    public TableOperations setNotNull(String column) {
        return noting(new SetNotNull(table, names.name(column), Optional.empty()));
    }

    /** @param fill what rows get that hold NULL */
    public TableOperations setNotNull(String column, String fill) {
        return noting(new SetNotNull(table, names.name(column), Optional.of(SqlExpression.of(fill))));
    }

    public TableOperations dropNotNull(String column) {
        return noting(new DropNotNull(table, names.name(column)));
    }

    public TableOperations setDefault(String column, String expression) {
        return noting(new SetDefault(table, names.name(column), SqlExpression.of(expression)));
    }

    public TableOperations dropDefault(String column) {
        return noting(new DropDefault(table, names.name(column)));
    }

    public TableOperations comment(String text) {
        return noting(new CommentOnTable(table, Optional.of(text)));
    }

    public TableOperations commentOnColumn(String column, String text) {
        return noting(new CommentOnColumn(table, names.name(column), Optional.of(text)));
    }

    public TableOperations createIndex(String index, Consumer<IndexDraft> more) {
        IndexDraft draft = new IndexDraft(names, names.name(index), table);
        more.accept(draft);
        return noting(new CreateIndex(draft.index(), false, false, false));
    }

    public TableOperations addUnique(String constraint, String... columns) {
        return noting(new AddConstraint(table, TableDraft.Drafts.unique(names, constraint, columns), false));
    }

    public TableOperations addCheck(String constraint, String condition) {
        return noting(new AddConstraint(table, TableDraft.Drafts.check(names, constraint, condition), false));
    }

    public TableOperations addForeignKey(String constraint, String column, Consumer<ForeignKeyDraft> more) {
        return addForeignKey(constraint, List.of(column), more);
    }

    public TableOperations addForeignKey(String constraint, List<String> columns, Consumer<ForeignKeyDraft> more) {
        List<SqlName> referring = columns.stream().map(names::name).toList();
        ForeignKeyDraft draft = new ForeignKeyDraft(names, names.name(constraint), referring);
        more.accept(draft);
        return noting(new AddConstraint(table, draft.constraint(), false));
    }

    public TableOperations dropConstraint(String constraint) {
        return noting(new DropConstraint(table, names.name(constraint), false, false));
    }

    public TableOperations renameConstraint(String constraint, String newName) {
        return noting(new RenameConstraint(table, names.name(constraint), names.name(newName)));
    }

    public TableOperations validateConstraint(String constraint) {
        return noting(new ValidateConstraint(table, names.name(constraint)));
    }

    /** @param bound as in SQL: {@code FOR VALUES FROM (…) TO (…)} */
    public TableOperations attachPartition(String partition, String bound) {
        return noting(new AttachPartition(table, names.table(partition), bound));
    }

    public TableOperations detachPartition(String partition) {
        return noting(new DetachPartition(table, names.table(partition)));
    }

    /** Computes columns of the rows that are there, in batches. */
    public TableOperations backfill(Consumer<BackfillDraft> more) {
        BackfillDraft draft = new BackfillDraft(names);
        more.accept(draft);
        return noting(new Backfill(table, draft.values(), draft.condition()));
    }

    /** Puts in rows of reference data. */
    public TableOperations insert(Consumer<RowsDraft> more) {
        RowsDraft draft = new RowsDraft(names);
        more.accept(draft);
        return noting(new InsertRows(table, draft.columns(), draft.key(), draft.rows()));
    }

    private TableOperations noting(Operation operation) {
        notes.accept(operation);
        return this;
    }
}
