package dev.segue.benchmarks.workload;

import java.util.stream.IntStream;

/** A history in which every revision creates one table of five columns and one index on it. */
public record Workload(int revisions) {

    private static final String CREATE_TABLE = """
            CREATE TABLE {table} (
              id bigint NOT NULL,
              name text NOT NULL,
              amount numeric(12, 2) NOT NULL DEFAULT 0,
              is_active boolean NOT NULL DEFAULT true,
              created_at timestamptz NOT NULL DEFAULT now()
            )""";

    private static final String CREATE_INDEX = "CREATE INDEX {table}_name ON {table} (name)";
    private static final String DROP_TABLE = "DROP TABLE {table}";

    /** The numbers of the revisions, beginning with 1. */
    public IntStream numbers() {
        return IntStream.rangeClosed(1, revisions);
    }

    public String createTable(int number) {
        return CREATE_TABLE.replace("{table}", table(number));
    }

    public String createIndex(int number) {
        return CREATE_INDEX.replace("{table}", table(number));
    }

    public String dropTable(int number) {
        return DROP_TABLE.replace("{table}", table(number));
    }

    public String message(int number) {
        return "create table " + table(number);
    }

    public String table(int number) {
        return "item_" + number;
    }
}
