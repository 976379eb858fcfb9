package dev.segue.ddl;

import dev.segue.sql.SqlName;
import java.util.Locale;
import java.util.Set;

/** The words of PostgreSQL 18 that mean something else than a name, unless they stand in quotes. */
final class Keywords {

    /** The reserved ones, which can name nothing, and those that can only name a function or a type. */
    private static final Set<String> NO_COLUMN_NAMES = words("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
            current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
            distinct do else end except false fetch for foreign from grant group having in initially intersect into
            lateral leading limit localtime localtimestamp not null offset on only or order placing primary references
            returning select session_user some symmetric system_user table then to trailing true union unique user using
            variadic when where window with
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left
            like natural notnull outer overlaps right similar tablesample verbose
            """);

    /** Can name a table or a column, but neither a function nor a type. */
    private static final Set<String> COLUMN_NAMES = words("""
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout
            int integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query
            json_scalar json_serialize json_table json_value least merge_action national nchar none normalize nullif
            numeric out overlay position precision real row setof smallint substring time timestamp treat trim values
            varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable
            """);

    /** Keywords that are a value by themselves. */
    private static final Set<String> VALUES = words("""
            null true false default current_catalog current_date current_role current_schema current_time
            current_timestamp current_user localtime localtimestamp session_user system_user user
            """);

    private Keywords() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    /** True for a word that cannot name a column where it stands without quotes. */
    static boolean isNoColumn(String word) {
        return NO_COLUMN_NAMES.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The same of a name that stood without quotes. */
    static boolean isNoColumn(SqlName name) {
        return NO_COLUMN_NAMES.contains(name.text());
    }

    /** True for a word that stands for a value, such as {@code CURRENT_DATE}. */
    static boolean isValue(String word) {
        return VALUES.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The name as the catalog prints it: in quotes only where it would mean something else without them. */
    static String printed(SqlName name) {
        String plain = name.toString();
        boolean isKeyword = NO_COLUMN_NAMES.contains(plain) || COLUMN_NAMES.contains(plain);
        // A dollar sign is fine in a plain name, but the server quotes it.
        return isKeyword || (plain.equals(name.text()) && plain.indexOf('$') >= 0) ? '"' + plain + '"' : plain;
    }
}
