package dev.segue.schema;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * An index.
 *
 * @param name empty where the database is to choose; never empty in a schema that was read from one
 * @param method such as {@code btree} or {@code gin}
 * @param areNullsDistinct false for {@code NULLS NOT DISTINCT}
 * @param include columns that are only carried along
 * @param parameters what stands in {@code WITH (…)}; may be empty
 * @param tablespace where it is not the default one
 * @param predicate of a partial index
 * @param isValid false for the remains of a concurrent build that failed
 * @param constraint the constraint that it carries, if it does
 */
public record Index(
        Optional<SqlName> name,
        TableName table,
        boolean isUnique,
        String method,
        List<Part> parts,
        List<SqlName> include,
        boolean areNullsDistinct,
        String parameters,
        Optional<SqlName> tablespace,
        Optional<SqlExpression> predicate,
        boolean isValid,
        Optional<SqlName> constraint) {

    public Index {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
    }

    /**
     * One key of an index.
     *
     * @param column where it is a plain column
     * @param expression where it is not; exactly one of the two is there
     * @param collation where it is not the column's own
     * @param operatorClass with its parameters, where it is not the default of type and method
     * @param isDescending {@code DESC}
     * @param nullsFirst where it is not what the direction implies
     */
    public record Part(
            Optional<SqlName> column,
            Optional<SqlExpression> expression,
            Optional<TableName> collation,
            Optional<String> operatorClass,
            boolean isDescending,
            Optional<Boolean> nullsFirst) {

        public Part {
            if (column.isPresent() == expression.isPresent()) {
                throw new IllegalArgumentException("a key is either a column or an expression");
            }
        }

        public static Part of(SqlName column) {
            return new Part(
                    Optional.of(column), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
        }
    }

    /** A B-tree over whole columns, as the database builds it for a unique constraint or a primary key. */
    public static Index unique(
            Optional<SqlName> name,
            TableName table,
            List<SqlName> columns,
            List<SqlName> include,
            boolean areNullsDistinct) {
        return new Index(
                name,
                table,
                true,
                "btree",
                columns.stream().map(Part::of).toList(),
                include,
                areNullsDistinct,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    public Index named(SqlName newName) {
        return new Index(
                Optional.of(newName),
                table,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                parameters,
                tablespace,
                predicate,
                isValid,
                constraint);
    }

    public Index on(TableName otherTable) {
        return new Index(
                name,
                otherTable,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                parameters,
                tablespace,
                predicate,
                isValid,
                constraint);
    }

    /** The same with these parameters, which may be empty, in this place. */
    public Index stored(String newParameters, Optional<SqlName> newTablespace) {
        return new Index(
                name,
                table,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                newParameters,
                newTablespace,
                predicate,
                isValid,
                constraint);
    }

    /** The same as it is when it is built by itself: valid, and carrying no constraint. */
    public Index builtByItself() {
        return new Index(
                name,
                table,
                isUnique,
                method,
                parts,
                include,
                areNullsDistinct,
                parameters,
                tablespace,
                predicate,
                true,
                Optional.empty());
    }

    /** The same over other columns and expressions. */
    public Index over(List<Part> newParts, List<SqlName> newInclude, Optional<SqlExpression> newPredicate) {
        return new Index(
                name,
                table,
                isUnique,
                method,
                newParts,
                newInclude,
                areNullsDistinct,
                parameters,
                tablespace,
                newPredicate,
                isValid,
                constraint);
    }
}
