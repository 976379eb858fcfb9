package dev.segue.sql;

/**
 * The type of a column.
 *
 * @param text as its database prints it, such as {@code character varying(50)}, {@code bigint} or {@code public.mood[]}
 */
public record DataType(String text) {

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

    @Override
    public String toString() {
        return text;
    }
}
