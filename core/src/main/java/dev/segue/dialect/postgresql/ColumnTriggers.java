package dev.segue.dialect.postgresql;

import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A trigger for the rows that come, another one for those that change, and the function of both, which fills a column. */
record ColumnTriggers(TableName table, SqlName function, SqlName onInsert, SqlName onUpdate) {

    private static final SqlTemplate KEEP_TO_OURSELVES = SqlTemplate.of("""
            REVOKE ALL ON FUNCTION segue.{function}() FROM PUBLIC
            """);

    private static final SqlTemplate DROP_TRIGGER = SqlTemplate.of("""
            DROP TRIGGER IF EXISTS {trigger} ON {table}
            """);

    private static final SqlTemplate DROP_FUNCTION = SqlTemplate.of("""
            DROP FUNCTION IF EXISTS segue.{function}()
            """);

    /**
     * @param use what the function is for, as the beginning of its name
     * @param order the beginning of the names of the triggers, in whose order they are called
     */
    static ColumnTriggers of(String use, String order, LiveTable table, Column column) {
        String revision = table.context().revision();
        String name = column.name().text();
        return new ColumnTriggers(
                table.name(),
                GeneratedName.of(use, revision, table.name().toString(), name),
                GeneratedName.of(order, "insert", GeneratedName.shortened(revision), name),
                GeneratedName.of(order, "update", GeneratedName.shortened(revision), name));
    }

    /** Temporary tables come last, so that nobody can put one in front of what the function uses. */
    static String searchPath(Schema schema) {
        List<String> path = new ArrayList<>(schema.searchPath().stream()
                .map(name -> name.quoted(SqlSyntax.POSTGRESQL))
                .toList());
        path.add("pg_temp");
        return path.stream().distinct().collect(Collectors.joining(", "));
    }

    /** It runs with the rights of who made it, so nobody else may call it. */
    String functionKeptToOurselves() {
        return sql(KEEP_TO_OURSELVES.with("function", function));
    }

    /** Also where only one of them is there. */
    List<String> dropped() {
        return List.of(dropped(onInsert), dropped(onUpdate));
    }

    private String dropped(SqlName trigger) {
        return sql(DROP_TRIGGER.with("trigger", trigger).with("table", table));
    }

    SqlTemplate functionDropped() {
        return DROP_FUNCTION.with("function", function);
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
