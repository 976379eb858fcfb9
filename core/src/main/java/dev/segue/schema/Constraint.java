package dev.segue.schema;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** A rule that every row of a table keeps. */
public sealed interface Constraint {

    /** Empty where the database is to choose; never empty in a schema that was read from one. */
    Optional<SqlName> name();

    /** The columns of its own table that it names; for a check those that its condition mentions, as far as known. */
    List<SqlName> columns();

    Constraint named(SqlName newName);

    /** True where rows that are there need not keep it, because nobody looked at them yet. */
    default boolean mayBeBroken() {
        return false;
    }

    <R> R accept(Visitor<R> visitor);

    /** An answer for every kind; deliberately without default methods. */
    interface Visitor<R> {
        R visit(PrimaryKey constraint);

        R visit(Unique constraint);

        R visit(ForeignKey constraint);

        R visit(Check constraint);

        R visit(Exclusion constraint);
    }

    /**
     * @param include columns that are only carried in its index
     * @param storage what is written behind it about its index ({@code WITH (…) USING INDEX TABLESPACE …}); may be empty
     * @param isWithoutOverlaps the last column is a range of which no two may overlap
     */
    record PrimaryKey(
            Optional<SqlName> name,
            List<SqlName> columns,
            List<SqlName> include,
            Deferral deferral,
            String storage,
            boolean isWithoutOverlaps)
            implements Constraint {
        public PrimaryKey {
            columns = List.copyOf(columns);
            include = List.copyOf(include);
        }

        public PrimaryKey(
                Optional<SqlName> name,
                List<SqlName> columns,
                List<SqlName> include,
                Deferral deferral,
                String storage) {
            this(name, columns, include, deferral, storage, false);
        }

        @Override
        public PrimaryKey named(SqlName newName) {
            return new PrimaryKey(Optional.of(newName), columns, include, deferral, storage, isWithoutOverlaps);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * @param areNullsDistinct false for {@code NULLS NOT DISTINCT}
     * @param storage what is written behind it about its index; may be empty
     * @param isWithoutOverlaps the last column is a range of which no two may overlap
     */
    record Unique(
            Optional<SqlName> name,
            List<SqlName> columns,
            List<SqlName> include,
            boolean areNullsDistinct,
            Deferral deferral,
            String storage,
            boolean isWithoutOverlaps)
            implements Constraint {
        public Unique {
            columns = List.copyOf(columns);
            include = List.copyOf(include);
        }

        public Unique(
                Optional<SqlName> name,
                List<SqlName> columns,
                List<SqlName> include,
                boolean areNullsDistinct,
                Deferral deferral,
                String storage) {
            this(name, columns, include, areNullsDistinct, deferral, storage, false);
        }

        @Override
        public Unique named(SqlName newName) {
            return new Unique(
                    Optional.of(newName), columns, include, areNullsDistinct, deferral, storage, isWithoutOverlaps);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * @param referencedColumns empty where the primary key of the other table is meant
     * @param match {@code SIMPLE} or {@code FULL}
     * @param onUpdate such as {@code NO ACTION} or {@code CASCADE}
     * @param onDelete such as {@code SET NULL}, or {@code SET NULL (a, b)} with the columns
     * @param isValidated every row is known to keep it
     * @param isEnforced false for {@code NOT ENFORCED}: it only tells what is meant
     * @param isPeriod the last column is a range, all of which must be covered by rows of the other table
     */
    record ForeignKey(
            Optional<SqlName> name,
            List<SqlName> columns,
            TableName referencedTable,
            List<SqlName> referencedColumns,
            String match,
            String onUpdate,
            String onDelete,
            Deferral deferral,
            boolean isValidated,
            boolean isEnforced,
            boolean isPeriod)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }

        public ForeignKey(
                Optional<SqlName> name,
                List<SqlName> columns,
                TableName referencedTable,
                List<SqlName> referencedColumns,
                String match,
                String onUpdate,
                String onDelete,
                Deferral deferral,
                boolean isValidated) {
            this(
                    name,
                    columns,
                    referencedTable,
                    referencedColumns,
                    match,
                    onUpdate,
                    onDelete,
                    deferral,
                    isValidated,
                    true,
                    false);
        }

        @Override
        public boolean mayBeBroken() {
            return isEnforced && !isValidated;
        }

        @Override
        public ForeignKey named(SqlName newName) {
            return new ForeignKey(
                    Optional.of(newName),
                    columns,
                    referencedTable,
                    referencedColumns,
                    match,
                    onUpdate,
                    onDelete,
                    deferral,
                    isValidated,
                    isEnforced,
                    isPeriod);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * @param isInherited false for {@code NO INHERIT}
     * @param isValidated every row is known to keep it
     * @param isEnforced false for {@code NOT ENFORCED}: it only tells what is meant
     */
    record Check(
            Optional<SqlName> name,
            SqlExpression condition,
            List<SqlName> columns,
            boolean isInherited,
            boolean isValidated,
            boolean isEnforced)
            implements Constraint {
        public Check {
            columns = List.copyOf(columns);
        }

        public Check(
                Optional<SqlName> name,
                SqlExpression condition,
                List<SqlName> columns,
                boolean isInherited,
                boolean isValidated) {
            this(name, condition, columns, isInherited, isValidated, true);
        }

        @Override
        public boolean mayBeBroken() {
            return isEnforced && !isValidated;
        }

        @Override
        public Check named(SqlName newName) {
            return new Check(Optional.of(newName), condition, columns, isInherited, isValidated, isEnforced);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** @param definition from {@code EXCLUDE} on, as the database prints it, without the deferral */
    record Exclusion(Optional<SqlName> name, String definition, List<SqlName> columns, Deferral deferral)
            implements Constraint {
        public Exclusion {
            columns = List.copyOf(columns);
        }

        @Override
        public Exclusion named(SqlName newName) {
            return new Exclusion(Optional.of(newName), definition, columns, deferral);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }
}
