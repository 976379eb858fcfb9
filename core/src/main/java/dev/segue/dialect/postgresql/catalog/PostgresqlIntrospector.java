package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Set;

/**
 * Reads what a database looks like, in one read-only transaction of its own and with as many queries for a thousand tables
 * as for one. Only pg_catalog is read. A statement that holds an ACCESS EXCLUSIVE lock on one of the tables is waited for,
 * because the server itself does so before it prints a view or measures a table.
 */
public final class PostgresqlIntrospector {

    /**
     * Whatever the user has set, the server prints the same; and compiling such queries takes longer than running them.
     * Functions of the catalog wait for whoever holds a table for itself, which must not go on unnoticed.
     */
    private static final List<String> OPENING = List.of(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "SET LOCAL quote_all_identifiers = off",
            "SET LOCAL extra_float_digits = 1",
            "SET LOCAL datestyle = 'ISO, YMD'",
            "SET LOCAL intervalstyle = 'postgres'",
            "SET LOCAL timezone = 'UTC'",
            "SET LOCAL jit = off",
            "SET LOCAL lock_timeout = 800");

    private final Session session;

    /** @param session that is in no transaction */
    public PostgresqlIntrospector(Session session) {
        this.session = session;
    }

    /**
     * The relations of these names and everything around them: their partitions, parents and children, the tables on
     * either side of their foreign keys, the views that use any of these, their sequences and enums. An index stands for
     * its table, an enum for the tables that use it. A name without a schema is looked for like the session would do. A
     * temporary or system table, and what is not there, is left out.
     *
     * @param names none for the whole database, except what belongs to the system, to an extension or to Segue
     */
    public Schema introspect(Set<TableName> names) {
        session.begin(OPENING);
        try {
            Schema schema = read(names);
            session.commitAfter(List.of());
            return schema;
        } catch (SegueException failure) {
            session.rollback();
            throw failure;
        }
    }

    private Schema read(Set<TableName> names) {
        SearchPath path = SearchPath.of(session);
        session.execute(SearchPath.NONE);
        Catalog catalog = new Catalog(session, path.serverVersion(), Scope.of(session, path, names));

        Sequences sequences = Sequences.in(catalog);
        ByRelation<Index> indexes = Indexes.in(catalog);
        List<Table> tables = new Tables(
                        Columns.in(catalog, sequences), Constraints.in(catalog), indexes, Attachments.in(catalog))
                .in(catalog);
        return new Schema(
                SqlSyntax.POSTGRESQL,
                path.shown(),
                tables,
                Views.in(catalog, indexes),
                sequences.all(),
                Enums.in(catalog),
                Domains.in(catalog));
    }
}
