package dev.segue.ddl;

import dev.segue.operation.CreateTable;
import dev.segue.operation.DataOperation;
import dev.segue.operation.Operation;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes values of a schema as PostgreSQL's DDL, with every name in quotes. */
public final class DdlWriter {

    private DdlWriter() {}

    /**
     * The plainest statements that do what the operation says, for where nobody can be harmed. Empty where it has none: a
     * word cannot be taken out of an enum, and Java is no SQL.
     */
    public static List<SqlStatement> write(Operation operation) {
        return operation.accept(new OperationWriter());
    }

    /** The same for operations about rows, which other databases write alike. */
    public static List<SqlStatement> write(DataOperation operation, SqlSyntax syntax) {
        return operation.accept(new DataStatements(syntax));
    }

    /** The statements that create a table, first of all itself, without these of its foreign keys. */
    public static List<SqlStatement> createTable(CreateTable operation, List<Constraint.ForeignKey> leftOut) {
        if (operation.written().isEmpty()) {
            List<Constraint> kept = new ArrayList<>(operation.table().constraints());
            kept.removeAll(leftOut);
            return new TableWriter(operation.table().withConstraints(kept)).statements(operation.ifNotExists());
        }
        CreateTableReader reader =
                new CreateTableReader(new TokenReader(operation.written().get()));
        reader.read();
        return List.of(OperationWriter.statement(reader.without(leftOut)));
    }

    /** The whole statement; valid without a name too, which the database then makes up. */
    public static String index(Index index, boolean concurrently, boolean ifNotExists) {
        return index(index, concurrently, ifNotExists, false);
    }

    /** @param only not on the partitions */
    public static String index(Index index, boolean concurrently, boolean ifNotExists, boolean only) {
        return "CREATE " + (index.isUnique() ? "UNIQUE " : "")
                + "INDEX "
                + (concurrently ? "CONCURRENTLY " : "")
                + (ifNotExists ? "IF NOT EXISTS " : "")
                + index.name().map(name -> DdlText.name(name) + " ").orElse("")
                + "ON " + (only ? "ONLY " : "") + DdlText.name(index.table())
                + " USING " + index.method()
                + index.parts().stream().map(DdlWriter::part).collect(Collectors.joining(", ", " (", ")"))
                + (index.include().isEmpty() ? "" : " INCLUDE " + DdlText.list(index.include()))
                + (index.areNullsDistinct() ? "" : " NULLS NOT DISTINCT")
                + (index.parameters().isEmpty() ? "" : " WITH (" + index.parameters() + ")")
                + index.tablespace()
                        .map(tablespace -> " TABLESPACE " + DdlText.name(tablespace))
                        .orElse("")
                + index.predicate().map(predicate -> " WHERE " + predicate).orElse("");
    }

    private static String part(Index.Part part) {
        return part.column().map(DdlText::name).orElse("")
                + part.expression().map(expression -> "(" + expression + ")").orElse("")
                + part.collation()
                        .map(collation -> " COLLATE " + DdlText.name(collation))
                        .orElse("")
                + part.operatorClass().map(operatorClass -> " " + operatorClass).orElse("")
                + (part.isDescending() ? " DESC" : "")
                + part.nullsFirst()
                        .map(isFirst -> isFirst ? " NULLS FIRST" : " NULLS LAST")
                        .orElse("");
    }

    /** With its name in front where it has one; never {@code NOT VALID}. */
    public static String constraint(Constraint constraint) {
        return constraint
                        .name()
                        .map(name -> "CONSTRAINT " + DdlText.name(name) + " ")
                        .orElse("")
                + constraint.accept(new ConstraintWriter());
    }

    /** The same, for rows that are written from now on. */
    public static String constraintNotValid(Constraint constraint) {
        return constraint(constraint) + " NOT VALID";
    }

    /** What stands between the parentheses of a table, or behind {@code ADD COLUMN}; without constraints and comment. */
    public static String columnDefinition(Column column) {
        return DdlText.name(column.name()) + " " + type(column.type())
                + column.features()
                        .storage()
                        .map(storage -> " STORAGE " + storage)
                        .orElse("")
                + column.features()
                        .compression()
                        .map(method -> " COMPRESSION " + method)
                        .orElse("")
                + column.collation()
                        .map(collation -> " COLLATE " + DdlText.name(collation))
                        .orElse("")
                + column.generation()
                        .map(generation -> " " + generation(generation))
                        .orElse("")
                + column.defaultValue()
                        .map(value -> " DEFAULT " + DefaultText.of(value))
                        .orElse("")
                + (column.isNullable() ? "" : " NOT NULL");
    }

    /** What a partition says of a column whose type it has from its parent; empty where that is nothing. */
    static Optional<String> columnOptions(Column column) {
        String options = column.defaultValue()
                        .map(value -> " DEFAULT " + DefaultText.of(value))
                        .orElse("")
                + (column.isNullable() ? "" : " NOT NULL");
        boolean isSaid = !options.isEmpty() && column.generation().isEmpty();
        return isSaid ? Optional.of(DdlText.name(column.name()) + " WITH OPTIONS" + options) : Optional.empty();
    }

    /** Types are kept as the catalog prints them, which is how they are written too. */
    public static String type(DataType type) {
        return type.text();
    }

    /** From {@code GENERATED} on. */
    public static String generation(Generation generation) {
        if (generation instanceof Generation.Computed computed) {
            return "GENERATED ALWAYS AS (" + computed.expression() + ") "
                    + (computed.isStored() ? "STORED" : "VIRTUAL");
        }
        Generation.Identity identity = (Generation.Identity) generation;
        return "GENERATED " + (identity.isAlways() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY"
                + (identity.options().isEmpty() ? "" : " (" + identity.options() + ")");
    }
}
