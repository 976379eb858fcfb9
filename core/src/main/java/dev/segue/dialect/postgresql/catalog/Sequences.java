package dev.segue.dialect.postgresql.catalog;

import dev.segue.jdbc.Row;
import dev.segue.schema.Sequence;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sequences in scope, and those that belong to a column in scope. */
record Sequences(List<Sequence> all) {

    private static final SqlTemplate SEQUENCES = SqlTemplate.of("""
            WITH scope AS (
              SELECT unnest(?::oid[]) AS oid
            )
            SELECT namespace.nspname AS schema,
              relation.relname AS name,
              format_type(sequence.seqtypid, NULL) AS type,
              sequence.seqstart AS start,
              sequence.seqincrement AS increment,
              sequence.seqmin AS minimum,
              sequence.seqmax AS maximum,
              sequence.seqcache AS cache,
              sequence.seqcycle AS cycles,
              ownership.deptype AS ownership,
              owner_namespace.nspname AS owner_schema,
              owner.relname AS owner,
              attribute.attname AS owner_column
            FROM pg_sequence AS sequence
              JOIN pg_class AS relation ON relation.oid = sequence.seqrelid
              JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
              LEFT JOIN pg_depend AS ownership
                ON ownership.classid = 'pg_class'::regclass
                AND ownership.objid = sequence.seqrelid
                AND ownership.refclassid = 'pg_class'::regclass
                AND ownership.refobjsubid > 0
                AND ownership.deptype IN ('a', 'i')
              LEFT JOIN pg_class AS owner ON owner.oid = ownership.refobjid
              LEFT JOIN pg_namespace AS owner_namespace ON owner_namespace.oid = owner.relnamespace
              LEFT JOIN pg_attribute AS attribute
                ON attribute.attrelid = owner.oid
                AND attribute.attnum = ownership.refobjsubid
            WHERE sequence.seqrelid IN (SELECT oid FROM scope)
              OR ownership.refobjid IN (SELECT oid FROM scope)
            ORDER BY namespace.nspname, relation.relname
            """);

    static Sequences in(Catalog catalog) {
        return new Sequences(catalog.query(SEQUENCES, Sequences::read));
    }

    /** What stands behind IDENTITY, by table and column. */
    Map<Sequence.Owner, String> identities() {
        Map<Sequence.Owner, String> identities = new HashMap<>();
        for (Sequence sequence : all) {
            sequence.owner()
                    .filter(Sequence.Owner::isIdentity)
                    .ifPresent(owner -> identities.put(owner, sequence.options()));
        }
        return identities;
    }

    private static Sequence read(Row row) {
        Optional<Sequence.Owner> owner = Catalog.maybeName(row, "owner_schema", "owner")
                .map(table -> new Sequence.Owner(
                        table,
                        SqlName.of(row.text("owner_column")),
                        row.text("ownership").equals("i")));
        return new Sequence(Catalog.name(row, "schema", "name"), DataType.of(row.text("type")), options(row), owner);
    }

    /** Only what is not so by itself, in the order in which the server's own tools write it. */
    private static String options(Row row) {
        long increment = row.number("increment");
        long limit = largest(row.text("type"));
        long minimum = increment > 0 ? 1 : -limit - 1;
        long maximum = increment > 0 ? limit : -1;
        long start = increment > 0 ? row.number("minimum") : row.number("maximum");
        List<String> options = new ArrayList<>();
        addUnless(start, row.number("start"), "START WITH ", options);
        addUnless(1, increment, "INCREMENT BY ", options);
        addUnless(minimum, row.number("minimum"), "MINVALUE ", options);
        addUnless(maximum, row.number("maximum"), "MAXVALUE ", options);
        addUnless(1, row.number("cache"), "CACHE ", options);
        if (row.flag("cycles")) {
            options.add("CYCLE");
        }
        return String.join(" ", options);
    }

    private static long largest(String type) {
        return switch (type) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private static void addUnless(long usual, long actual, String words, List<String> options) {
        if (actual != usual) {
            options.add(words + actual);
        }
    }
}
