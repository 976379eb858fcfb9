package dev.segue.dialect.postgresql;

import dev.segue.dialect.TrashedObject;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import java.util.List;

/**
 * What comes out of the trash together with a column of the table, because it went with it: a downgrade that asks for the
 * column in the words in which it was once made asks for that a second time.
 */
record BroughtBack(LiveTable table) {

    boolean holds(Constraint constraint) {
        return constraint.name().stream()
                .anyMatch(name -> isSaid("ADD CONSTRAINT " + PostgresqlConstraints.quoted(name), constraint.columns()));
    }

    boolean holds(Index index) {
        List<SqlName> columns =
                index.parts().stream().flatMap(part -> part.column().stream()).toList();
        return index.name().stream()
                .anyMatch(name -> isSaid("INDEX CONCURRENTLY " + PostgresqlConstraints.quoted(name) + " ON ", columns));
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
