package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What hangs on columns, once more for their shadows: constraints and indexes with the names of the shadows in the place
 * of the originals.
 */
final class Copies {

    /**
     * @param byTable from table to the shadows of its columns
     * @param types from types, as they stand behind values, to those that take their places
     */
    record Shadowed(Map<TableName, Map<SqlName, SqlName>> byTable, Map<String, String> types) {

        Map<SqlName, SqlName> of(LiveTable table) {
            return byTable.getOrDefault(table.name(), Map.of());
        }
    }

    private final Shadowed shadowed;
    private final LiveTable table;
    private final Map<SqlName, SqlName> names;

    Copies(Shadowed shadowed, LiveTable table) {
        this.shadowed = shadowed;
        this.table = table;
        this.names = shadowed.of(table);
    }

    /** The name under which a copy waits for its turn. */
    SqlName waitingName(SqlName name) {
        return GeneratedName.of("segue", GeneratedName.shortened(table.context().revision()), name.text());
    }

    /** On the shadows, where it is about columns that have one. */
    Constraint moved(Constraint constraint) {
        return constraint.accept(new Copying());
    }

    /** The same for the shadows, under another name; empty where none of them is concerned. */
    Optional<Constraint> of(Constraint constraint) {
        Constraint copy = moved(constraint);
        return copy.equals(constraint)
                ? Optional.empty()
                : Optional.of(constraint
                        .name()
                        .map(name -> copy.named(waitingName(name)))
                        .orElse(copy));
    }

    Optional<Index> of(Index index) {
        Index copy = moved(index);
        return copy.equals(index)
                ? Optional.empty()
                : Optional.of(
                        index.name().map(name -> copy.named(waitingName(name))).orElse(copy));
    }

    Index moved(Index index) {
        return index.over(
                index.parts().stream().map(this::copied).toList(),
                copied(index.include()),
                index.predicate().map(this::copied));
    }

    private Index.Part copied(Index.Part part) {
        return new Index.Part(
                part.column().map(this::copied),
                part.expression().map(this::copied),
                part.collation(),
                part.operatorClass(),
                part.isDescending(),
                part.nullsFirst());
    }

    private SqlName copied(SqlName column) {
        return names.getOrDefault(column, column);
    }

    private List<SqlName> copied(List<SqlName> columns) {
        return columns.stream().map(this::copied).toList();
    }

    private SqlExpression copied(SqlExpression expression) {
        return SqlExpression.of(retyped(ColumnReferences.in(expression).renamed(names)));
    }

    /** {@code 'sad'::mood} is a value of the old type. */
    private String retyped(String expression) {
        String retyped = expression;
        for (Map.Entry<String, String> type : shadowed.types().entrySet()) {
            retyped = Pattern.compile("::" + Pattern.quote(type.getKey()) + "(?![\\w.$\"])")
                    .matcher(retyped)
                    .replaceAll(Matcher.quoteReplacement("::" + type.getValue()));
        }
        return retyped;
    }

    private final class Copying implements Constraint.Visitor<Constraint> {

        @Override
        public Constraint visit(Constraint.PrimaryKey key) {
            return new Constraint.PrimaryKey(
                    key.name(),
                    copied(key.columns()),
                    copied(key.include()),
                    key.deferral(),
                    key.storage(),
                    key.isWithoutOverlaps());
        }

        @Override
        public Constraint visit(Constraint.Unique unique) {
            return new Constraint.Unique(
                    unique.name(),
                    copied(unique.columns()),
                    copied(unique.include()),
                    unique.areNullsDistinct(),
                    unique.deferral(),
                    unique.storage(),
                    unique.isWithoutOverlaps());
        }

        @Override
        public Constraint visit(Constraint.ForeignKey key) {
            LiveTable other = LiveTable.of(table.context(), key.referencedTable());
            Map<SqlName, SqlName> otherNames = shadowed.of(other);
            List<SqlName> meant = key.referencedColumns().isEmpty() ? other.key() : key.referencedColumns();
            List<SqlName> copiedOnes = meant.stream()
                    .map(column -> otherNames.getOrDefault(column, column))
                    .toList();
            List<SqlName> columns = copied(key.columns());
            boolean isSame = columns.equals(key.columns()) && copiedOnes.equals(meant);
            return isSame
                    ? key
                    : new Constraint.ForeignKey(
                            key.name(),
                            columns,
                            key.referencedTable(),
                            copiedOnes,
                            key.match(),
                            key.onUpdate(),
                            withColumns(key.onDelete()),
                            key.deferral(),
                            key.isValidated(),
                            key.isEnforced(),
                            key.isPeriod());
        }

        /** {@code SET NULL (a, b)} names columns. */
        private String withColumns(String action) {
            int list = action.indexOf('(');
            return list < 0
                    ? action
                    : action.substring(0, list)
                            + ColumnReferences.in(SqlExpression.of(action.substring(list)))
                                    .renamed(names);
        }

        @Override
        public Constraint visit(Constraint.Check check) {
            return new Constraint.Check(
                    check.name(),
                    copied(check.condition()),
                    copied(check.columns()),
                    check.isInherited(),
                    check.isValidated(),
                    check.isEnforced());
        }

        @Override
        public Constraint visit(Constraint.Exclusion exclusion) {
            return new Constraint.Exclusion(
                    exclusion.name(),
                    retyped(ColumnReferences.inDefinition(exclusion.definition())
                            .renamed(names)),
                    copied(exclusion.columns()),
                    exclusion.deferral());
        }
    }
}
