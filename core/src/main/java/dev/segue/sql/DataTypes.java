package dev.segue.sql;

/** The types that most columns have, spelt as PostgreSQL prints them. To be imported statically. */
public final class DataTypes {

    public static final DataType SMALLINT = DataType.of("smallint");
    public static final DataType INTEGER = DataType.of("integer");
    public static final DataType BIGINT = DataType.of("bigint");
    public static final DataType REAL = DataType.of("real");
    public static final DataType DOUBLE_PRECISION = DataType.of("double precision");
    public static final DataType NUMERIC = DataType.of("numeric");
    public static final DataType BOOLEAN = DataType.of("boolean");
    public static final DataType TEXT = DataType.of("text");
    public static final DataType UUID = DataType.of("uuid");
    public static final DataType DATE = DataType.of("date");
    public static final DataType TIME = DataType.of("time without time zone");
    public static final DataType TIMESTAMP = DataType.of("timestamp without time zone");
    public static final DataType TIMESTAMPTZ = DataType.of("timestamp with time zone");
    public static final DataType INTERVAL = DataType.of("interval");
    public static final DataType BYTEA = DataType.of("bytea");
    public static final DataType JSON = DataType.of("json");
    public static final DataType JSONB = DataType.of("jsonb");

    private DataTypes() {}

    /** @param length in characters, at least 1 */
    public static DataType varchar(int length) {
        return DataType.of("character varying(" + positive(length) + ")");
    }

    /**
     * @param precision digits in all, at least 1
     * @param scale of these behind the point
     */
    public static DataType numeric(int precision, int scale) {
        return DataType.of("numeric(" + positive(precision) + "," + scale + ")");
    }

    /** A list of values of one type in one column. */
    public static DataType arrayOf(DataType element) {
        return DataType.of(element.text() + "[]");
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a length is at least 1: " + number);
        }
        return number;
    }
}
