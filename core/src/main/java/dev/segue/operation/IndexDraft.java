package dev.segue.operation;

import dev.segue.schema.Index;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a new index is built on. */
public final class IndexDraft {

    private final Names names;
    private final SqlName name;
    private final TableName table;
    private final List<Index.Part> parts = new ArrayList<>();
    private List<SqlName> include = List.of();
    private boolean isUnique;
    private boolean areNullsDistinct = true;
    private String method = "btree";
    private Optional<SqlExpression> predicate = Optional.empty();

    IndexDraft(Names names, SqlName name, TableName table) {
        this.names = names;
        this.name = name;
        this.table = table;
    }

    /** The columns, in the order that matters. */
    public IndexDraft on(String... columns) {
        names.names(columns).forEach(column -> parts.add(Index.Part.of(column)));
        return this;
    }

    /** A column, the largest values first. */
    public IndexDraft onDescending(String column) {
        parts.add(new Index.Part(
                Optional.of(names.name(column)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty()));
        return this;
    }

    /** An expression of the columns, such as {@code lower(email)}. */
    public IndexDraft onExpression(String expression) {
        parts.add(new Index.Part(
                Optional.empty(),
                Optional.of(SqlExpression.of(expression)),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty()));
        return this;
    }

    /** No two rows have the same; rows with NULL do not count. */
    public IndexDraft unique() {
        isUnique = true;
        return this;
    }

    /** No two rows have the same, and NULL is a value like any other. */
    public IndexDraft uniqueWithNulls() {
        isUnique = true;
        areNullsDistinct = false;
        return this;
    }

    /** Only rows for which this holds. */
    public IndexDraft where(String condition) {
        predicate = Optional.of(SqlExpression.of(condition));
        return this;
    }

    /** Columns that are carried along, so that queries need not look into the table. */
    public IndexDraft including(String... columns) {
        include = names.names(columns);
        return this;
    }

    /** Such as {@code gin}; {@code btree} otherwise. */
    public IndexDraft using(String otherMethod) {
        method = names.name(otherMethod).text();
        return this;
    }

    Index index() {
        if (parts.isEmpty()) {
            throw OperationProblem.INCOMPLETE.with("index " + name + " is built on nothing", "add on(\"column\")");
        }
        return new Index(
                Optional.of(name),
                table,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                "",
                Optional.empty(),
                predicate,
                true,
                Optional.empty());
    }
}
