package dev.segue.operation;

import dev.segue.schema.EnumType;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a Java revision says what it asks for. It only takes notes: nothing is run while they are taken.
 *
 * <pre>{@code
 * op.createTable("users", table -> table
 *         .column("id", BIGINT, ColumnDraft::identity)
 *         .column("email", TEXT, ColumnDraft::required)
 *         .primaryKey("id"));
 * op.table("orders")
 *         .renameColumn("sum", "total")
 *         .createIndex("orders_total", index -> index.on("total").where("total > 0"));
 * }</pre>
 *
 * Names are written as in SQL: {@code "app.users"}, and {@code "\"Odd name\""} with its quotes.
 */
public final class Operations {

    private final Names names;
    private final List<Operation> noted = new ArrayList<>();

    /** @param origin what messages call the place, usually the source file */
    public Operations(SqlSyntax syntax, String origin) {
        this.names = new Names(syntax, origin);
    }

    /** What is asked for about a table that is there. */
    public TableOperations table(String name) {
        return new TableOperations(noted::add, names, names.table(name));
    }

    public Operations createTable(String name, Consumer<TableDraft> more) {
        TableDraft draft = new TableDraft(names, names.table(name));
        more.accept(draft);
        return noting(new CreateTable(draft.table(), false, Optional.empty()));
    }

    /** Its rows wait in the trash until that is emptied. */
    public Operations dropTable(String name) {
        return noting(new DropTable(names.table(name), false, false));
    }

    public Operations renameTable(String name, String newName) {
        return noting(new RenameTable(names.table(name), names.name(newName)));
    }

    public Operations dropIndex(String name) {
        return noting(new DropIndex(names.table(name), false, false, false));
    }

    public Operations renameIndex(String name, String newName) {
        return noting(new RenameIndex(names.table(name), names.name(newName), false));
    }

    /** A type that is a list of words, in their order. */
    public Operations createEnum(String name, String... values) {
        return noting(new CreateEnum(new EnumType(names.table(name), List.of(values), Optional.empty())));
    }

    public Operations addEnumValue(String type, String value) {
        return noting(new AddEnumValue(names.table(type), value, false, Optional.empty(), Optional.empty()));
    }

    public Operations renameEnumValue(String type, String value, String newValue) {
        return noting(new RenameEnumValue(names.table(type), value, newValue));
    }

    /** Fails where a row holds the value. */
    public Operations removeEnumValue(String type, String value) {
        return noting(new RemoveEnumValue(names.table(type), value, Optional.empty()));
    }

    /** @param replacement what rows get that hold the value */
    public Operations removeEnumValue(String type, String value, String replacement) {
        return noting(new RemoveEnumValue(names.table(type), value, Optional.of(replacement)));
    }

    public Operations dropType(String name) {
        return noting(new DropType(names.table(name), false, false));
    }

    /**
     * Something that has no operation of its own, such as a function or a policy.
     *
     * @param what it is, for people: "function total"
     * @param up the SQL that makes it
     * @param down the SQL that takes it away again
     */
    public Operations carry(String what, String up, String down) {
        return noting(new CarriedSql(what, statements(up), statements(down)));
    }

    /** Runs one or more statements exactly as written. */
    public Operations execute(String sql) {
        statements(sql).forEach(statement -> noted.add(ExecuteSql.verbatim(statement)));
        return this;
    }

    /** Computes columns of the rows that are there with Java, in batches. Ends with {@code with(…)}. */
    public RowCodeDraft backfill(String table) {
        return new RowCodeDraft(names, names.table(table), noted::add);
    }

    /** Runs Java code inside the transaction of the revision. */
    public Operations run(String description, RevisionCode code) {
        return noting(new RunCode(description, code));
    }

    public List<Operation> noted() {
        return List.copyOf(noted);
    }

    private List<SqlStatement> statements(String sql) {
        return SqlScanner.scan(new SourceText(names.origin(), sql), names.syntax())
                .statements();
    }

    private Operations noting(Operation operation) {
        noted.add(operation);
        return this;
    }
}
