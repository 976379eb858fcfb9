package dev.segue.dialect.postgresql.catalog;

import dev.segue.ddl.DdlReader;
import dev.segue.jdbc.Row;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The constraints of tables: keys first, then foreign keys, then checks. NOT NULL is told by the columns. */
final class Constraints {

    /**
     * Where a foreign key refers to a partitioned table, the server keeps another one for each of its partitions; they stand
     * below the first, on the same table or on a partition of it, and nobody can change them by themselves.
     */
    private static final SqlTemplate CONSTRAINTS = SqlTemplate.of("""
            SELECT rule.conrelid AS relation,
              rule.contype AS kind,
              rule.conname AS name,
              rule.condeferrable AS is_deferrable,
              rule.condeferred AS is_deferred,
              rule.convalidated AS is_validated,
              {is_enforced} AS is_enforced,
              {is_period} AS is_period,
              rule.connoinherit AS is_not_inherited,
              {columns} AS columns,
              {included} AS included,
              {nulls_distinct} AS are_nulls_distinct,
              {options} AS options,
              tablespace.spcname AS tablespace,
              other_namespace.nspname AS other_schema,
              other.relname AS other,
              {other_columns} AS other_columns,
              rule.confmatchtype AS match,
              rule.confupdtype AS on_update,
              rule.confdeltype AS on_delete,
              {set_columns} AS set_columns,
              pg_get_expr(rule.conbin, rule.conrelid) AS condition,
              pg_get_constraintdef(rule.oid) AS definition
            FROM unnest(?::oid[]) AS scope (oid)
              JOIN pg_constraint AS rule ON rule.conrelid = scope.oid
              LEFT JOIN pg_class AS index
                ON index.oid = rule.conindid
                AND rule.contype IN ('p', 'u', 'x')
              LEFT JOIN pg_index AS key ON key.indexrelid = index.oid
              LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = index.reltablespace
              LEFT JOIN pg_class AS other ON other.oid = rule.confrelid
              LEFT JOIN pg_namespace AS other_namespace ON other_namespace.oid = other.relnamespace
              LEFT JOIN pg_constraint AS above ON above.oid = rule.conparentid
            WHERE rule.contype IN ('p', 'u', 'x', 'f', 'c')
              AND (rule.contype <> 'f' OR above.oid IS NULL OR above.confrelid = rule.confrelid)
            ORDER BY rule.conrelid, strpos('puxfc', rule.contype::text), rule.conname
            """);

    private Constraints() {}

    static ByRelation<Constraint> in(Catalog catalog) {
        return ByRelation.read(catalog, query(catalog), Constraints::read);
    }

    private static SqlTemplate query(Catalog catalog) {
        return CONSTRAINTS
                .withSql("is_enforced", catalog.since(18, "rule.conenforced", "true"))
                .withSql("is_period", catalog.since(18, "rule.conperiod", "false"))
                .withSql("columns", Clause.columns("rule.conkey", "rule.conrelid"))
                .withSql("included", Clause.columns("key.indkey[key.indnkeyatts:]", "rule.conrelid"))
                .withSql("nulls_distinct", catalog.since(15, "NOT key.indnullsnotdistinct", "true"))
                .withSql("options", Clause.options("index.reloptions"))
                .withSql("other_columns", Clause.columns("rule.confkey", "rule.confrelid"))
                .withSql(
                        "set_columns",
                        Clause.columns(catalog.since(15, "rule.confdelsetcols", "NULL::int2[]"), "rule.conrelid"));
    }

    private static Constraint read(Row row) {
        Optional<SqlName> name = Catalog.maybeName(row, "name");
        List<SqlName> columns = Catalog.names(row, "columns");
        return switch (row.text("kind")) {
            case "p" ->
                new Constraint.PrimaryKey(
                        name,
                        columns,
                        Catalog.names(row, "included"),
                        deferral(row),
                        storage(row),
                        row.flag("is_period"));
            case "u" ->
                new Constraint.Unique(
                        name,
                        columns,
                        Catalog.names(row, "included"),
                        row.flag("are_nulls_distinct"),
                        deferral(row),
                        storage(row),
                        row.flag("is_period"));
            case "f" -> foreignKey(row, name, columns);
            case "c" ->
                new Constraint.Check(
                        name,
                        DdlReader.expression(row.text("condition")),
                        columns,
                        !row.flag("is_not_inherited"),
                        row.flag("is_validated"),
                        row.flag("is_enforced"));
            case "x" -> new Constraint.Exclusion(name, withoutDeferral(row), columns, deferral(row));
            default -> throw new IllegalStateException("a constraint of kind " + row.text("kind"));
        };
    }

    private static Constraint foreignKey(Row row, Optional<SqlName> name, List<SqlName> columns) {
        return new Constraint.ForeignKey(
                name,
                columns,
                Catalog.name(row, "other_schema", "other"),
                Catalog.names(row, "other_columns"),
                row.text("match").equals("f") ? "FULL" : "SIMPLE",
                action(row.text("on_update"), List.of()),
                action(row.text("on_delete"), Catalog.names(row, "set_columns")),
                deferral(row),
                row.flag("is_validated"),
                row.flag("is_enforced"),
                row.flag("is_period"));
    }

    private static String action(String letter, List<SqlName> columns) {
        String action = switch (letter) {
            case "a" -> "NO ACTION";
            case "r" -> "RESTRICT";
            case "c" -> "CASCADE";
            case "n" -> "SET NULL";
            case "d" -> "SET DEFAULT";
            default -> throw new IllegalStateException("an action of kind " + letter);
        };
        return columns.isEmpty()
                ? action
                : SqlTemplate.of("{action} ({columns})")
                        .withSql("action", action)
                        .with("columns", columns)
                        .sql(SqlSyntax.POSTGRESQL);
    }

    private static Deferral deferral(Row row) {
        if (!row.flag("is_deferrable")) {
            return Deferral.NOT_DEFERRABLE;
        }
        return row.flag("is_deferred") ? Deferral.INITIALLY_DEFERRED : Deferral.INITIALLY_IMMEDIATE;
    }

    private static String withoutDeferral(Row row) {
        String definition = row.text("definition");
        String clause = " " + deferral(row).clause();
        return definition.endsWith(clause)
                ? definition.substring(0, definition.length() - clause.length())
                : definition;
    }

    private static String storage(Row row) {
        List<String> clauses = new ArrayList<>();
        row.maybeText("options").ifPresent(options -> clauses.add("WITH (" + options + ")"));
        Catalog.maybeName(row, "tablespace")
                .ifPresent(name -> clauses.add("USING INDEX TABLESPACE " + name.quoted(SqlSyntax.POSTGRESQL)));
        return String.join(" ", clauses);
    }
}
