package dev.segue.sql;

import java.util.Map;

/**
 * The type of a column.
 *
 * @param text as its database prints it, such as {@code character varying(50)}, {@code bigint} or {@code public.mood[]}
 */
public record DataType(String text) {

    private static final Map<String, String> SERIALS =
            Map.of("serial", "integer", "bigserial", "bigint", "smallserial", "smallint");

    public DataType {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a type has a name");
        }
    }

    /** @param text as its database prints it; other spellings of it would be another type */
    public static DataType of(String text) {
        return new DataType(text);
    }

    /** True for the three types that are an integer with a sequence behind it. */
    public boolean isSerial() {
        return SERIALS.containsKey(text);
    }

    /** What a column of this type holds: for a serial type the integer, otherwise the type itself. */
    public DataType held() {
        return isSerial() ? new DataType(SERIALS.getOrDefault(text, text)) : this;
    }

    @Override
    public String toString() {
        return text;
    }
}
