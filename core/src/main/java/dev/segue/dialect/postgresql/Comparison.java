package dev.segue.dialect.postgresql;

import dev.segue.sql.DataType;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether two values of a type are exactly the same, NULL included. Not every type has an equality, and that of some
 * takes for equal what an application can tell apart: 1.0 and 1.00, letters of citext, boxes of the same area. These are
 * compared as the texts that they are shown as.
 */
final class Comparison {

    private static final Set<String> EXACT = Set.of(
            "smallint",
            "integer",
            "bigint",
            "boolean",
            "text",
            "character varying",
            "uuid",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "bytea",
            "oid");

    private static final Pattern PARAMETERS = Pattern.compile("\\(\\d+\\)");

    private Comparison() {}

    static String differ(DataType type, String left, String right) {
        return isExact(type)
                ? left + " IS DISTINCT FROM " + right
                : "(" + left + ")::text IS DISTINCT FROM (" + right + ")::text";
    }

    static String agree(DataType type, String left, String right) {
        return differ(type, left, right).replace(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ");
    }

    private static boolean isExact(DataType type) {
        return EXACT.contains(PARAMETERS.matcher(type.text()).replaceAll(""));
    }
}
