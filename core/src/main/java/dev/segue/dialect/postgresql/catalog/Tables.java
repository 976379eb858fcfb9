package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.TableFeatures.Persistence;
import dev.segue.schema.TableFeatures.ReplicaIdentity;
import dev.segue.schema.TableFeatures.RowSecurity;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables, partitioned and foreign ones too, put together from all that belongs to them. */
record Tables(
        ByRelation<Column> columns,
        ByRelation<Constraint> constraints,
        ByRelation<Index> indexes,
        Attachments attachments) {

    private static final SqlTemplate TABLES = SqlTemplate.of("""
            SELECT relation.oid AS relation,
              relation.relkind AS kind,
              namespace.nspname AS schema,
              relation.relname AS name,
              CASE WHEN relation.relkind = 'p' THEN pg_get_partkeydef(relation.oid) END AS partitioning,
              relation.relispartition AS is_partition,
              pg_get_expr(relation.relpartbound, relation.oid) AS bound,
              parents.identifiers AS parents,
              parents.schemas AS parent_schemas,
              parents.names AS parent_names,
              obj_description(relation.oid, 'pg_class') AS comment,
              relation.relpersistence AS persistence,
              relation.relrowsecurity AS has_row_security,
              relation.relforcerowsecurity AS forces_row_security,
              relation.relreplident AS replica_identity,
              (SELECT index.relname
                FROM pg_index AS key
                  JOIN pg_class AS index ON index.oid = key.indexrelid
                WHERE key.indrelid = relation.oid
                  AND key.indisreplident) AS replica_index,
              {privileges} AS privileges,
              pg_get_userbyid(relation.relowner) AS owner,
              method.amname AS method,
              concat_ws(', ', {options}, {toast_options}) AS options,
              tablespace.spcname AS tablespace,
              server.srvname AS server,
              (SELECT string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', ')
                FROM pg_options_to_table(foreign_table.ftoptions)) AS server_options,
              pg_relation_size(relation.oid) AS bytes,
              {stored_rows} AS stored_rows
            FROM unnest(?::oid[]) AS scope (oid)
              JOIN pg_class AS relation ON relation.oid = scope.oid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              LEFT JOIN pg_am AS method ON method.oid = relation.relam
              LEFT JOIN pg_class AS toast ON toast.oid = relation.reltoastrelid
              LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = relation.reltablespace
              LEFT JOIN pg_foreign_table AS foreign_table ON foreign_table.ftrelid = relation.oid
              LEFT JOIN pg_foreign_server AS server ON server.oid = foreign_table.ftserver
              CROSS JOIN LATERAL (
                SELECT array_agg(parent.oid::text ORDER BY link.inhseqno) AS identifiers,
                  array_agg(parent_namespace.nspname::text ORDER BY link.inhseqno) AS schemas,
                  array_agg(parent.relname::text ORDER BY link.inhseqno) AS names
                FROM pg_inherits AS link
                  JOIN pg_class AS parent ON parent.oid = link.inhparent
                  JOIN pg_namespace AS parent_namespace ON parent_namespace.oid = parent.relnamespace
                WHERE link.inhrelid = relation.oid
              ) AS parents
            WHERE relation.relkind IN ('r', 'p', 'f')
            ORDER BY namespace.nspname, relation.relname
            """)
            .withSql("stored_rows", StoredRows.of("relation"))
            .withSql("privileges", Clause.privileges("relation.relacl", "relation.relowner"))
            .withSql("options", Clause.options("relation.reloptions"))
            .withSql("toast_options", Clause.options("'toast.'", "toast.reloptions"));

    private static final SqlName USUAL_METHOD = SqlName.of("heap");

    List<Table> in(Catalog catalog) {
        return new TableSizes(catalog.query(TABLES, this::read)).tables();
    }

    private TableSizes.Measured read(Row row) {
        long relation = row.number("relation");
        List<TableName> parents = parents(row);
        Optional<Table.Partition> partition = row.flag("is_partition")
                ? row.maybeText("bound").map(bound -> new Table.Partition(parents.get(0), bound))
                : Optional.empty();
        Table table = new Table(
                Catalog.name(row, "schema", "name"),
                columns.of(relation),
                constraints.of(relation),
                indexes.of(relation),
                row.maybeText("partitioning"),
                partition,
                partition.isPresent() ? List.of() : parents,
                row.maybeText("comment"),
                features(row, relation),
                TableSizes.of(row));
        return new TableSizes.Measured(
                relation,
                partition.map(part -> Long.valueOf(row.texts("parents").get(0))),
                table);
    }

    private static List<TableName> parents(Row row) {
        List<String> schemas = row.texts("parent_schemas");
        List<String> names = row.texts("parent_names");
        List<TableName> parents = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parents.add(TableName.of(schemas.get(i), names.get(i)));
        }
        return parents;
    }

    private TableFeatures features(Row row, long relation) {
        return new TableFeatures(
                row.text("persistence").equals("u") ? Persistence.UNLOGGED : Persistence.PERMANENT,
                attachments.triggers(relation),
                attachments.policies(relation),
                rowSecurity(row),
                replicaIdentity(row),
                attachments.publications(relation),
                attachments.statistics(relation),
                Clause.privileges(row, "privileges"),
                row.maybeText("owner"),
                storage(row),
                attachments.remarks(relation));
    }

    /** Forcing it without turning it on has no effect. */
    private static RowSecurity rowSecurity(Row row) {
        if (!row.flag("has_row_security")) {
            return RowSecurity.OFF;
        }
        return row.flag("forces_row_security") ? RowSecurity.FORCED : RowSecurity.ON;
    }

    private static ReplicaIdentity replicaIdentity(Row row) {
        return switch (row.text("replica_identity")) {
            case "i" -> new ReplicaIdentity(ReplicaIdentity.Kind.INDEX, Catalog.maybeName(row, "replica_index"));
            case "f" -> new ReplicaIdentity(ReplicaIdentity.Kind.FULL, Optional.empty());
            case "n" -> new ReplicaIdentity(ReplicaIdentity.Kind.NOTHING, Optional.empty());
            default -> ReplicaIdentity.DEFAULT;
        };
    }

    private static String storage(Row row) {
        List<String> clauses = new ArrayList<>();
        Catalog.maybeName(row, "method")
                .filter(method -> !method.equals(USUAL_METHOD))
                .ifPresent(method -> clauses.add("USING " + method.quoted(SqlSyntax.POSTGRESQL)));
        row.maybeText("options")
                .filter(options -> !options.isEmpty())
                .ifPresent(options -> clauses.add("WITH (" + options + ")"));
        Catalog.maybeName(row, "tablespace")
                .ifPresent(name -> clauses.add("TABLESPACE " + name.quoted(SqlSyntax.POSTGRESQL)));
        Catalog.maybeName(row, "server")
                .ifPresent(server -> clauses.add("SERVER " + server.quoted(SqlSyntax.POSTGRESQL)));
        row.maybeText("server_options").ifPresent(options -> clauses.add("OPTIONS (" + options + ")"));
        return String.join(" ", clauses);
    }
}
