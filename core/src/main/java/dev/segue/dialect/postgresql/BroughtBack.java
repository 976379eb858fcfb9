package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;

/**
 * What comes out of the trash together with the table or a column of it, because it went with it: a downgrade that asks for
 * these in the words in which they were once made asks for that a second time.
 */
record BroughtBack(LiveTable table) {

    boolean holds(Constraint constraint) {
        return constraint.name().filter(this::isWithTable).isPresent()
                || (constraint instanceof Constraint.ForeignKey key && isWithReferredTable(key))
                || constraint.name().stream()
                        .anyMatch(name ->
                                isSaid("ADD CONSTRAINT " + PostgresqlConstraints.quoted(name), constraint.columns()));
    }

    boolean holds(Index index) {
        List<SqlName> columns =
                index.parts().stream().flatMap(part -> part.column().stream()).toList();
        return index.name().filter(this::isWithTable).isPresent()
                || index.name().stream()
                        .map(PostgresqlConstraints::quoted)
                        .anyMatch(name -> isSaid("INDEX CONCURRENTLY " + name + " ON ", columns)
                                || isSaid("INDEX " + name + " ON ", columns));
    }

    /** A table by itself, which is a partition of another one as soon as it is there. */
    static boolean holds(PlanningContext context, TableName partition) {
        return context.trash().stream()
                .filter(object -> object.kind() == TrashedObject.Kind.TABLE)
                .anyMatch(object -> isNamedAgain(object, partition.name()));
    }

    /** A partition that came with the table that it belongs to. */
    static boolean holds(PlanningContext context, TableName partition, TableName of) {
        LiveTable parent = LiveTable.of(context, of);
        return new BroughtBack(parent).isWithTable(partition.name())
                || parent.known()
                        .flatMap(Table::partition)
                        .filter(place -> holds(context, partition, place.of()))
                        .isPresent();
    }

    /** Indexes, keys and partitions get their names back, foreign keys are added again. */
    private boolean isWithTable(SqlName name) {
        String added = "ADD CONSTRAINT " + PostgresqlConstraints.quoted(name) + " ";
        return table.context().trash().stream()
                .filter(object -> object.kind() == TrashedObject.Kind.TABLE)
                .filter(object -> object.table().isSameAs(table.name(), SqlSyntax.POSTGRESQL)
                        || isNamedAgain(object, table.name().name()))
                .anyMatch(object ->
                        isNamedAgain(object, name) || object.restoration().contains(added));
    }

    private static boolean isNamedAgain(TrashedObject object, SqlName name) {
        return object.restoration().contains("RENAME TO " + PostgresqlConstraints.quoted(name) + ";");
    }

    /** One that went because the table that it refers to did. */
    private boolean isWithReferredTable(Constraint.ForeignKey key) {
        LiveTable referred = LiveTable.of(table.context(), key.referencedTable());
        String owner = table.name().quoted(SqlSyntax.POSTGRESQL);
        return key.name().stream()
                .map(PostgresqlConstraints::quoted)
                .anyMatch(name -> table.context().trash().stream()
                        .filter(object -> object.kind() == TrashedObject.Kind.TABLE)
                        .filter(object -> object.table().isSameAs(referred.name(), SqlSyntax.POSTGRESQL))
                        .map(TrashedObject::restoration)
                        .anyMatch(words -> words.contains(owner) && words.contains("ADD CONSTRAINT " + name + " ")));
    }

    /** @param columns none where an expression may speak of any */
    private boolean isSaid(String words, List<SqlName> columns) {
        return table.context().trash().stream()
                .filter(object -> object.kind() == TrashedObject.Kind.COLUMN)
                .filter(object -> object.table()
                        .isSameAs(table.name(), table.context().schema().syntax()))
                .filter(object -> columns.isEmpty()
                        || columns.stream()
                                .anyMatch(column -> column.isSameAs(
                                        object.name(), table.context().schema().syntax())))
                .anyMatch(object -> object.restoration().contains(words));
    }
}
