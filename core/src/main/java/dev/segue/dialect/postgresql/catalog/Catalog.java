package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.jdbc.RowReader;
import dev.segue.jdbc.Session;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * The catalog of a database as one transaction sees it.
 *
 * @param version the major version of the server
 * @param scope what of it is read
 */
record Catalog(Session session, int version, Scope scope) {

    /** Runs a query whose only parameters are the relations in scope. */
    <T> List<T> query(SqlTemplate query, RowReader<T> reader) {
        return session.query(query.sql(SqlSyntax.POSTGRESQL), reader, scope.relations());
    }

    /** What to write for a column of the catalog that older servers do not have. */
    String since(int firstVersion, String fragment, String before) {
        return version >= firstVersion ? fragment : before;
    }

    static TableName name(Row row, String schemaColumn, String nameColumn) {
        return TableName.of(row.text(schemaColumn), row.text(nameColumn));
    }

    static Optional<TableName> maybeName(Row row, String schemaColumn, String nameColumn) {
        return row.maybeText(nameColumn).map(name -> TableName.of(row.text(schemaColumn), name));
    }

    static List<SqlName> names(Row row, String column) {
        return row.texts(column).stream().map(SqlName::of).toList();
    }

    static Optional<SqlName> maybeName(Row row, String column) {
        return row.maybeText(column).map(SqlName::of);
    }
}
