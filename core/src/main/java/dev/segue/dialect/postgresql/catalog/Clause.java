package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.schema.Privilege;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.List;

/** Pieces of SQL that several queries have in common. */
final class Clause {

    /** As the server prints options itself. */
    private static final SqlTemplate OPTIONS = SqlTemplate.of("""
            (SELECT string_agg(
                {prefix} || quote_ident(option_name) || '='
                  || CASE quote_ident(option_value) WHEN option_value THEN option_value ELSE quote_literal(option_value) END,
                ', ')
              FROM pg_options_to_table({options}))
            """);

    /** What the owner may do goes without saying. */
    private static final SqlTemplate PRIVILEGES = SqlTemplate.of("""
            ARRAY(
              SELECT format('%s %s %s', granted.privilege_type, granted.is_grantable,
                CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(granted.grantee) END)
              FROM aclexplode({access}) AS granted
              WHERE granted.grantee <> {owner}
              ORDER BY granted.grantee, granted.privilege_type)
            """);

    private static final SqlTemplate COLUMNS = SqlTemplate.of("""
            ARRAY(
              SELECT attribute.attname::text
              FROM unnest({numbers}) WITH ORDINALITY AS place (number, ordinal)
                JOIN pg_attribute AS attribute
                  ON attribute.attrelid = {relation}
                  AND attribute.attnum = place.number
              ORDER BY place.ordinal)
            """);

    private Clause() {}

    /** The names of the columns with these numbers, in their order; a number that is no column is left out. */
    static String columns(String numbers, String relation) {
        return COLUMNS.withSql("numbers", numbers).withSql("relation", relation).sql(SqlSyntax.POSTGRESQL);
    }

    /** What stands in WITH (…); NULL where nothing does. */
    static String options(String column) {
        return options("''", column);
    }

    static String options(String prefix, String column) {
        return OPTIONS.withSql("prefix", prefix).withSql("options", column).sql(SqlSyntax.POSTGRESQL);
    }

    static String privileges(String accessColumn, String ownerColumn) {
        return PRIVILEGES
                .withSql("access", accessColumn)
                .withSql("owner", ownerColumn)
                .sql(SqlSyntax.POSTGRESQL);
    }

    static List<Privilege> privileges(Row row, String column) {
        return row.texts(column).stream()
                .map(text -> text.split(" ", 3))
                .map(words -> new Privilege(words[2], words[0], words[1].equals("t")))
                .toList();
    }
}
