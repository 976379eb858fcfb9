package dev.segue.ddl;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a type in any of its spellings and gives it the one that the catalog prints: {@code int} is {@code integer},
 * {@code varchar(5)} is {@code character varying(5)}. The counting types keep their name ({@code serial}), because they
 * are more than a type.
 */
final class TypeReader {

    private static final Map<String, String> OTHER_SPELLINGS = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"));

    /** How the catalog itself calls types whose usual name is a keyword; these names mean the same in quotes. */
    private static final Set<String> CATALOG_NAMES = Set.of(
            "int2", "int4", "int8", "float4", "float8", "bool", "varchar", "bpchar", "varbit", "timetz", "timestamptz");

    private static final List<String> INTERVAL_FIELDS = List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");
    private static final int MOST_REAL_DIGITS = 24;

    private final TokenReader tokens;

    TypeReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    DataType read() {
        String element = element();
        boolean isArray = false;
        while (true) {
            if (tokens.take("ARRAY")) {
                isArray = true;
            } else if (tokens.takeSign("[")) {
                isArray = true;
                if (!tokens.isAtSign("]")) {
                    tokens.number();
                }
                tokens.requireSign("]");
            } else {
                return DataType.of(isArray ? element + "[]" : element);
            }
        }
    }

    private String element() {
        if (tokens.isAtEnd()) {
            throw tokens.stuck();
        }
        if (tokens.kind(tokens.position()) != TokenKind.WORD) {
            return named();
        }
        if (tokens.isAt("SETOF")) {
            throw tokens.stuck();
        }
        if (tokens.take("DOUBLE", "PRECISION")) {
            return "double precision";
        }
        if (tokens.isAt("TIMESTAMP") || tokens.isAt("TIME")) {
            return withTimeZone(tokens.anyName().text());
        }
        if (tokens.take("INTERVAL")) {
            return interval();
        }
        if (tokens.take("FLOAT")) {
            return approximate();
        }
        if (tokens.take("BIT")) {
            return tokens.take("VARYING") ? "bit varying" + length("") : "bit" + length("(1)");
        }
        if (tokens.take("NATIONAL", "CHARACTER")
                || tokens.take("NATIONAL", "CHAR")
                || tokens.take("NCHAR")
                || tokens.take("CHARACTER")
                || tokens.take("CHAR")) {
            return tokens.take("VARYING") ? "character varying" + length("") : "character" + length("(1)");
        }
        if (tokens.take("VARCHAR")) {
            return "character varying" + length("");
        }
        return named();
    }

    private String withTimeZone(String base) {
        String precision = length("");
        return zoned(base, precision);
    }

    private String zoned(String base, String precision) {
        if (tokens.take("WITH", "TIME", "ZONE")) {
            return base + precision + " with time zone";
        }
        if (tokens.isAt("WITHOUT", "TIME", "ZONE")) {
            tokens.take("WITHOUT", "TIME", "ZONE");
        }
        return base + precision + " without time zone";
    }

    private String interval() {
        String precision = length("");
        StringBuilder fields = new StringBuilder("interval");
        if (!precision.isEmpty()) {
            return fields.append(precision).toString();
        }
        if (!takeField(fields)) {
            return fields.toString();
        }
        if (tokens.take("TO")) {
            fields.append(" to");
            if (!takeField(fields)) {
                throw tokens.stuck();
            }
        }
        return fields.append(fields.toString().endsWith("second") ? length("") : "")
                .toString();
    }

    private boolean takeField(StringBuilder fields) {
        for (String field : INTERVAL_FIELDS) {
            if (tokens.isAt(field)) {
                fields.append(' ').append(tokens.anyName().text());
                return true;
            }
        }
        return false;
    }

    private String approximate() {
        String digits = length("");
        if (digits.isEmpty()) {
            return "double precision";
        }
        String count = digits.substring(1, digits.length() - 1);
        if (count.length() > 2 || !count.chars().allMatch(character -> character >= '0' && character <= '9')) {
            throw tokens.stuck();
        }
        return Integer.parseInt(count) <= MOST_REAL_DIGITS ? "real" : "double precision";
    }

    /** {@code (n)}, or the given text where none is written. */
    private String length(String otherwise) {
        if (!tokens.takeSign("(")) {
            return otherwise;
        }
        String number = tokens.number();
        tokens.requireSign(")");
        return "(" + number + ")";
    }

    /** A type that is a name, perhaps with a schema in front and modifiers behind. */
    private String named() {
        boolean isQuoted = tokens.kind(tokens.position()) == TokenKind.QUOTED_IDENTIFIER;
        SqlName first = typeName();
        if (!tokens.takeSign(".")) {
            return isQuoted ? quoted(first) : plain(first);
        }
        SqlName name = tokens.anyName();
        if (tokens.isAtSign(".")) {
            throw tokens.stuck();
        }
        // What lies in the catalog's own schema is printed without it.
        return first.text().equals("pg_catalog")
                ? quoted(name)
                : Keywords.printed(first) + "." + Keywords.printed(name) + modifiers();
    }

    private SqlName typeName() {
        if (tokens.kind(tokens.position()) == TokenKind.WORD && isReserved(tokens.text(tokens.position()))) {
            throw tokens.stuck();
        }
        return tokens.anyName();
    }

    private static boolean isReserved(String word) {
        return Keywords.isNoColumn(word);
    }

    private String quoted(SqlName name) {
        String text = name.text();
        return switch (text) {
            case "timestamp", "time" -> text + length("") + " without time zone";
            case "interval", "numeric", "bit" -> text + modifiers();
            default -> CATALOG_NAMES.contains(text) ? plain(name) : Keywords.printed(name) + modifiers();
        };
    }

    private String plain(SqlName name) {
        return switch (name.text()) {
            case "varchar" -> "character varying" + length("");
            case "bpchar" -> tokens.isAtSign("(") ? "character" + length("") : "bpchar";
            case "varbit" -> "bit varying" + length("");
            case "timestamptz" -> "timestamp" + length("") + " with time zone";
            case "timetz" -> "time" + length("") + " with time zone";
            case "numeric", "decimal", "dec" -> "numeric" + numericModifiers();
            case "bigint", "smallint", "integer", "real", "boolean", "json" -> name.text();
            default -> {
                String other = OTHER_SPELLINGS.get(name.text());
                yield other == null ? Keywords.printed(name) + modifiers() : other;
            }
        };
    }

    /** The catalog always prints both numbers. */
    private String numericModifiers() {
        if (!tokens.takeSign("(")) {
            return "";
        }
        String precision = tokens.number();
        String scale = "0";
        if (tokens.takeSign(",")) {
            scale = (tokens.takeSign("-") ? "-" : "") + tokens.number();
        }
        tokens.requireSign(")");
        return "(" + precision + "," + scale + ")";
    }

    /** {@code (Point, 4326)} without the white space. */
    private String modifiers() {
        if (!tokens.takeSign("(")) {
            return "";
        }
        List<String> each = new ArrayList<>();
        do {
            int first = tokens.position();
            while (!tokens.isAtSign(",") && !tokens.isAtSign(")")) {
                tokens.skip();
            }
            each.add(tokens.requireText(first, tokens.position()));
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
        return "(" + String.join(",", each) + ")";
    }
}
