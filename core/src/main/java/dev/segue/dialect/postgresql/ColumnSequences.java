package dev.segue.dialect.postgresql;

import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.Generation;
import dev.segue.schema.Sequence;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sequences that belong to a column which becomes another type. One that counts in the column's own type, as
 * {@code serial} makes it, counts in the new type from then on; else it would end where the old type ends. PostgreSQL does so
 * by itself for an identity alone.
 *
 * @param becomes the type that the column gets
 */
record ColumnSequences(LiveTable table, Column column, DataType becomes) {

    private static final Map<String, Long> LARGEST = Map.of(
            "smallint", (long) Short.MAX_VALUE,
            "integer", (long) Integer.MAX_VALUE,
            "bigint", Long.MAX_VALUE);

    private static final SqlTemplate COUNT_IN = SqlTemplate.of("""
            ALTER SEQUENCE {sequence}
              AS {type}
            """);

    private static final SqlTemplate OWNED_BY = SqlTemplate.of("""
            ALTER SEQUENCE {sequence}
              OWNED BY {table}.{column}
            """);

    /** For a table that nobody knows yet: what its sequence is called in the end is known to the database alone. */
    private static final SqlTemplate COUNT_IN_NEW_TABLE = SqlTemplate.of("""
            DO $segue$
            DECLARE
              counting regclass := (
                SELECT seqrelid
                FROM pg_sequence
                WHERE seqrelid = pg_get_serial_sequence({table_text}, {column_text})::regclass
                  AND seqtypid = {old_text}::regtype
              );
            BEGIN
              IF counting IS NOT NULL THEN
                EXECUTE format('ALTER SEQUENCE %s AS {type}', counting);
              END IF;
            END
            $segue$
            """);

    /** The lock that is held by now keeps everyone from counting on in between. */
    private static final SqlTemplate MOVE_IDENTITY = SqlTemplate.of("""
            DECLARE
                counted bigint;
                is_called boolean;
              BEGIN
                SELECT s.last_value, s.is_called INTO counted, is_called FROM {sequence} AS s;
                ALTER TABLE {table}
                  ALTER COLUMN {original} DROP IDENTITY;
                ALTER TABLE {table}
                  ALTER COLUMN {column} ADD GENERATED {kind} AS IDENTITY (SEQUENCE NAME {sequence} {options});
                PERFORM setval({sequence_text}, counted, is_called);
              END
            """);

    private static final SqlTemplate TOO_FAR = SqlTemplate.of("""
            SELECT {name_text} || ' has come to ' || last_value AS offence
            FROM {sequence}
            WHERE last_value NOT BETWEEN -{limit} - 1 AND {limit}
            UNION ALL
            SELECT {name_text} || ' is made to count from ' || seqmin || ' to ' || seqmax || ', beginning with ' || seqstart
            FROM pg_sequence
            WHERE seqrelid = {sequence_text}::regclass
              AND (seqstart NOT BETWEEN -{limit} - 1 AND {limit}
                OR (seqmin < -{limit} - 1 AND seqmin <> -{old_limit} - 1)
                OR (seqmax > {limit} AND seqmax <> {old_limit}))
            """);

    /** What the switch does: they belong to another column of the table from then on, and count in its type. */
    List<String> movedTo(SqlName other) {
        List<String> statements = new ArrayList<>();
        if (column.generation().orElse(null) instanceof Generation.Identity identity) {
            TableName name = owned().stream()
                    .findFirst()
                    .map(Sequence::name)
                    .orElseGet(() -> PostgresqlIndexes.beside(
                            table,
                            SqlName.of(table.name().name().text() + "_"
                                    + column.name().text() + "_seq")));
            statements.add(sql(MOVE_IDENTITY
                    .with("table", table.name())
                    .with("original", column.name())
                    .with("column", other)
                    .with("sequence", name)
                    .withLiteral("sequence_text", name.quoted(SqlSyntax.POSTGRESQL))
                    .withSql("kind", identity.isAlways() ? "ALWAYS" : "BY DEFAULT")
                    .withSql("options", identity.options())));
            return statements;
        }
        following().forEach(sequence -> statements.add(sql(countingIn(sequence))));
        owned().forEach(sequence -> statements.add(sql(OWNED_BY.with("sequence", sequence.name())
                .with("table", table.name())
                .with("column", other))));
        return statements;
    }

    /** What is to be run beside a plain change of the type. */
    List<SqlTemplate> besidePlainChange() {
        boolean isCounted = column.defaultValue()
                .filter(value -> value.text().contains("nextval("))
                .isPresent();
        boolean changes = isCounted
                && isInteger(column.type())
                && isInteger(becomes)
                && !column.type().equals(becomes);
        if (table.isNew() && changes) {
            return List.of(COUNT_IN_NEW_TABLE
                    .withLiteral("table_text", table.name().quoted(SqlSyntax.POSTGRESQL))
                    .withLiteral("column_text", column.name().text())
                    .withLiteral("old_text", column.type().text())
                    .withSql("type", becomes.text()));
        }
        return following().stream()
                .filter(sequence -> !isIdentity(sequence))
                .map(this::countingIn)
                .toList();
    }

    /** Where the new type is smaller: that what was counted fits into it. */
    List<Step> fitting(Phase phase) {
        return following().stream()
                .filter(sequence -> largest(becomes) < largest(sequence.type()))
                .map(sequence -> fitting(phase, sequence))
                .toList();
    }

    private Step fitting(Phase phase, Sequence sequence) {
        return OwnSteps.requireNone(
                phase,
                TOO_FAR.withLiteral("name_text", sequence.name().toString())
                        .with("sequence", sequence.name())
                        .withLiteral("sequence_text", sequence.name().quoted(SqlSyntax.POSTGRESQL))
                        .withSql("limit", String.valueOf(largest(becomes)))
                        .withSql("old_limit", String.valueOf(largest(sequence.type())))
                        .sql(SqlSyntax.POSTGRESQL)
                        .strip(),
                "sequence " + sequence.name() + " can count as " + becomes,
                "stay with " + sequence.type() + "; or, where smaller numbers are free, let it count there with `ALTER"
                        + " SEQUENCE " + sequence.name() + " RESTART …`, then run it again",
                Impact.NONE);
    }

    /** Those that change together with the column. */
    private List<Sequence> following() {
        return owned().stream()
                .filter(sequence -> sequence.type().equals(column.type()))
                .filter(sequence -> isInteger(becomes) && !becomes.equals(column.type()))
                .toList();
    }

    private List<Sequence> owned() {
        return table.context().schema().sequences().stream()
                .filter(sequence -> sequence.owner().filter(this::isColumn).isPresent())
                .toList();
    }

    private boolean isColumn(Sequence.Owner owner) {
        return owner.table().isSameAs(table.name(), SqlSyntax.POSTGRESQL)
                && owner.column().isSameAs(column.name(), SqlSyntax.POSTGRESQL);
    }

    private static boolean isIdentity(Sequence sequence) {
        return sequence.owner().filter(Sequence.Owner::isIdentity).isPresent();
    }

    private SqlTemplate countingIn(Sequence sequence) {
        return COUNT_IN.with("sequence", sequence.name()).withSql("type", becomes.text());
    }

    private static boolean isInteger(DataType type) {
        return LARGEST.containsKey(type.text());
    }

    private static long largest(DataType type) {
        return LARGEST.getOrDefault(type.text(), Long.MAX_VALUE);
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL).strip();
    }
}
