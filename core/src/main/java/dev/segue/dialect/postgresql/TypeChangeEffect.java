package dev.segue.dialect.postgresql;

import dev.segue.sql.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change of a column's type does to the table. Of 791 pairs of types that were tried on PostgreSQL 12 to 18, those
 * that are named here leave the rows as they are; everything else writes them anew, also where one would not expect it
 * ({@code text} to {@code varchar(500)}, {@code date} to {@code timestamp}).
 */
enum TypeChangeEffect {
    /** Nothing but the catalog changes. */
    KEEPS_ROWS,
    /** The rows stay, but indexes on the column are built anew, while nobody can use the table. */
    REBUILDS_INDEXES,
    REWRITES;

    private static final Pattern PARTS =
            Pattern.compile("^([^(\\[]+?)\\s*(?:\\(([^)]*)\\))?(\\s*with(?:out)? time zone)?((?:\\[\\])*)$");

    private static final Set<List<String>> FREE = Set.of(
            List.of("text", "character varying"),
            List.of("character varying", "text"),
            List.of("xml", "text"),
            List.of("xml", "character varying"),
            List.of("cidr", "inet"),
            List.of("oid", "regclass"),
            List.of("regclass", "oid"));

    private static final Set<List<String>> FREE_BUT_FOR_INDEXES = Set.of(
            List.of("text", "citext"),
            List.of("character varying", "citext"),
            List.of("citext", "text"),
            List.of("citext", "character varying"),
            List.of("integer", "oid"),
            List.of("integer", "regclass"),
            List.of("bit", "bit varying"));

    /** Types with a length or precision that may grow, and what it is where none is given. */
    private static final Map<String, Integer> GROWING = Map.of(
            "character varying", Integer.MAX_VALUE,
            "bit varying", Integer.MAX_VALUE,
            "timestamp without time zone", 6,
            "timestamp with time zone", 6,
            "time without time zone", 6,
            "time with time zone", 6);

    static TypeChangeEffect of(DataType from, DataType to) {
        if (from.equals(to)) {
            return KEEPS_ROWS;
        }
        Optional<Named> before = Named.of(from);
        Optional<Named> after = Named.of(to);
        return before.isPresent() && after.isPresent() ? of(before.get(), after.get()) : REWRITES;
    }

    private static TypeChangeEffect of(Named from, Named to) {
        if (!from.array().equals(to.array())) {
            return REWRITES;
        }
        if (from.name().equals(to.name())) {
            return grows(from, to) ? KEEPS_ROWS : REWRITES;
        }
        List<String> pair = List.of(from.name(), to.name());
        boolean isBounded = to.parameter().isPresent();
        if (!from.array().isEmpty() || isBounded) {
            return REWRITES;
        }
        if (FREE.contains(pair)) {
            return KEEPS_ROWS;
        }
        return FREE_BUT_FOR_INDEXES.contains(pair) ? REBUILDS_INDEXES : REWRITES;
    }

    private static boolean grows(Named from, Named to) {
        if (from.name().equals("numeric")) {
            return to.parameter().isEmpty()
                    || (from.parameter().isPresent()
                            && from.scale() == to.scale()
                            && from.precision() <= to.precision());
        }
        Integer widest = GROWING.get(from.name());
        return widest != null
                && from.parameter().map(Integer::parseInt).orElse(widest)
                        <= to.parameter().map(Integer::parseInt).orElse(widest);
    }

    /** A type's name as the database prints it, taken apart. */
    private record Named(String name, Optional<String> parameter, String array) {

        static Optional<Named> of(DataType type) {
            Matcher matcher = PARTS.matcher(type.text());
            return matcher.matches()
                    ? Optional.of(new Named(
                            matcher.group(1)
                                    + Optional.ofNullable(matcher.group(3))
                                            .map(zone -> " " + zone.strip())
                                            .orElse(""),
                            Optional.ofNullable(matcher.group(2)).map(text -> text.replace(" ", "")),
                            matcher.group(4)))
                    : Optional.empty();
        }

        int precision() {
            return Integer.parseInt(parameter.orElseThrow().split(",", -1)[0]);
        }

        int scale() {
            String[] parts = parameter.orElse("0,0").split(",", -1);
            return parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        }
    }
}
