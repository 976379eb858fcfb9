package dev.segue.dialect.postgresql;

import dev.segue.step.Question;
import dev.segue.step.Recovery;
import java.util.List;
import java.util.Optional;

/** The questions that tell, after a crash, how far a statement came that cannot share a transaction with the journal. */
final class PostgresqlProbes {

    /** An index that is not valid is what a concurrent build leaves behind when it is interrupted. */
    private static final String INDEX_STATE = """
            SELECT CASE
                WHEN i.indexrelid IS NULL THEN 'absent'
                WHEN i.indisvalid AND i.indisready THEN 'done'
                ELSE 'partial'
              END AS state
            FROM (SELECT to_regclass(?)::oid AS table_oid, (parse_ident(?)::name[])[1] AS index_name) AS named
              LEFT JOIN pg_class t ON t.oid = named.table_oid
              LEFT JOIN pg_class x ON x.relnamespace = t.relnamespace AND x.relname = named.index_name
              LEFT JOIN pg_index i ON i.indexrelid = x.oid AND i.indrelid = t.oid
            """;

    private static final String DROP_INVALID_INDEX = """
            SELECT format('DROP INDEX CONCURRENTLY %s', x.oid::regclass) AS statement
            FROM pg_class t
              JOIN pg_class x ON x.relnamespace = t.relnamespace
              JOIN pg_index i ON i.indexrelid = x.oid AND i.indrelid = t.oid
            WHERE t.oid = to_regclass(?)
              AND x.relname = (parse_ident(?)::name[])[1]
              AND NOT (i.indisvalid AND i.indisready)
            """;

    private static final String INDEX_ON_COLUMNS = """
            i.indrelid = to_regclass(?)
              AND m.amname = ?
              AND i.indisunique = ?::boolean
              AND i.indpred IS NULL
              AND i.indnatts = i.indnkeyatts
              AND 0 = ALL (i.indoption)
              AND parse_ident(?)::name[] = ARRAY(
                SELECT a.attname
                FROM unnest(i.indkey) WITH ORDINALITY AS key (column_number, position)
                  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.column_number
                ORDER BY key.position)
            """;

    /** An invalid one comes first: it costs writers something, whatever stands beside it. */
    private static final String INDEX_ON_COLUMNS_STATE = """
            SELECT CASE
                WHEN count(*) FILTER (WHERE NOT (i.indisvalid AND i.indisready)) > 0 THEN 'partial'
                WHEN count(*) > 0 THEN 'done'
                ELSE 'absent'
              END AS state
            FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
              JOIN pg_am m ON m.oid = x.relam
            WHERE {index_on_columns}
            """;

    private static final String DROP_INVALID_INDEX_ON_COLUMNS = """
            SELECT format('DROP INDEX CONCURRENTLY %s', x.oid::regclass) AS statement
            FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
              JOIN pg_am m ON m.oid = x.relam
            WHERE NOT (i.indisvalid AND i.indisready)
              AND {index_on_columns}
            """;

    private static final String DROP_INVALID_INDEXES_OF_TABLE = """
            SELECT format('DROP INDEX CONCURRENTLY %s', i.indexrelid::regclass) AS statement
            FROM pg_index i
            WHERE i.indrelid = to_regclass(?)
              AND NOT (i.indisvalid AND i.indisready)
            """;

    /** An index that is half dropped is dropped again by the same statement. */
    private static final String INDEX_GONE = """
            SELECT CASE WHEN to_regclass(?) IS NULL THEN 'done' ELSE 'absent' END AS state
            """;

    private static final String DATABASE_EXISTS = """
            SELECT CASE WHEN count(*) > 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_database
            WHERE datname = (parse_ident(?)::name[])[1]
            """;

    private static final String DATABASE_GONE = """
            SELECT CASE WHEN count(*) = 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_database
            WHERE datname = (parse_ident(?)::name[])[1]
            """;

    private static final String TABLESPACE_EXISTS = """
            SELECT CASE WHEN count(*) > 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_tablespace
            WHERE spcname = (parse_ident(?)::name[])[1]
            """;

    private static final String TABLESPACE_GONE = """
            SELECT CASE WHEN count(*) = 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_tablespace
            WHERE spcname = (parse_ident(?)::name[])[1]
            """;

    private static final String SUBSCRIPTION_EXISTS = """
            SELECT CASE WHEN count(*) > 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_subscription
            WHERE subname = (parse_ident(?)::name[])[1]
            """;

    private static final String SUBSCRIPTION_GONE = """
            SELECT CASE WHEN count(*) = 0 THEN 'done' ELSE 'absent' END AS state
            FROM pg_subscription
            WHERE subname = (parse_ident(?)::name[])[1]
            """;

    private static final String PARTITION_STATE = """
            SELECT CASE
                WHEN i.inhrelid IS NULL THEN 'done'
                WHEN i.inhdetachpending THEN 'partial'
                ELSE 'absent'
              END AS state
            FROM (SELECT to_regclass(?)::oid AS parent, to_regclass(?)::oid AS partition) AS named
              LEFT JOIN pg_inherits i ON i.inhparent = named.parent AND i.inhrelid = named.partition
            """;

    private static final String FINISH_DETACHING = """
            SELECT format('ALTER TABLE %s DETACH PARTITION %s FINALIZE', inhparent::regclass, inhrelid::regclass)
                AS statement
            FROM pg_inherits
            WHERE inhdetachpending
              AND inhparent = to_regclass(?)
              AND inhrelid = to_regclass(?)
            """;

    /** Nothing tells a rebuilt index from one that was never touched, so the rebuilding is done again. */
    private static final String REINDEX_STATE = """
            SELECT CASE WHEN count(*) > 0 THEN 'partial' ELSE 'absent' END AS state
            FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
            WHERE {left_by_reindex}
            """;

    private static final String DROP_LEFT_BY_REINDEX = """
            SELECT format('DROP INDEX CONCURRENTLY %s', i.indexrelid::regclass) AS statement
            FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
            WHERE {left_by_reindex}
            """;

    /** Half-built or half-dropped ones, on the table or on what it keeps its long values in. */
    private static final String LEFT_BY_REINDEX = """
            NOT i.indisvalid
              AND x.relname ~ '_cc(new|old)[0-9]*$'
              AND (?::text = '' OR EXISTS (
                SELECT FROM pg_class t
                WHERE i.indrelid IN (t.oid, t.reltoastrelid)
                  AND t.oid = coalesce(
                    (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass(nullif(?, ''))),
                    to_regclass(nullif(?, '')))))
            """;

    private PostgresqlProbes() {}

    static Recovery validIndex(String index, String table, boolean toleratesExisting) {
        return new Recovery.Probe(
                Question.of(INDEX_STATE, table, index),
                Optional.of(Question.of(DROP_INVALID_INDEX, table, index)),
                toleratesExisting);
    }

    /** @param columns as written, in the order of the index, each ascending and without an operator class */
    static Recovery validIndexOn(String table, String method, boolean isUnique, List<String> columns) {
        String[] values = {table, method, String.valueOf(isUnique), String.join(".", columns)};
        return new Recovery.Probe(
                Question.of(onColumns(INDEX_ON_COLUMNS_STATE), values),
                Optional.of(Question.of(onColumns(DROP_INVALID_INDEX_ON_COLUMNS), values)),
                false);
    }

    private static String onColumns(String query) {
        return query.replace("{index_on_columns}", INDEX_ON_COLUMNS.strip());
    }

    static Question invalidIndexesOf(String table) {
        return Question.of(DROP_INVALID_INDEXES_OF_TABLE, table);
    }

    static Recovery indexGone(String index, boolean toleratesAbsence) {
        return new Recovery.Probe(Question.of(INDEX_GONE, index), Optional.empty(), toleratesAbsence);
    }

    static Recovery databaseExists(String name) {
        return new Recovery.Probe(Question.of(DATABASE_EXISTS, name), Optional.empty(), false);
    }

    static Recovery databaseGone(String name, boolean toleratesAbsence) {
        return new Recovery.Probe(Question.of(DATABASE_GONE, name), Optional.empty(), toleratesAbsence);
    }

    static Recovery tablespaceExists(String name) {
        return new Recovery.Probe(Question.of(TABLESPACE_EXISTS, name), Optional.empty(), false);
    }

    static Recovery tablespaceGone(String name, boolean toleratesAbsence) {
        return new Recovery.Probe(Question.of(TABLESPACE_GONE, name), Optional.empty(), toleratesAbsence);
    }

    static Recovery subscriptionExists(String name) {
        return new Recovery.Probe(Question.of(SUBSCRIPTION_EXISTS, name), Optional.empty(), false);
    }

    static Recovery subscriptionGone(String name, boolean toleratesAbsence) {
        return new Recovery.Probe(Question.of(SUBSCRIPTION_GONE, name), Optional.empty(), toleratesAbsence);
    }

    static Recovery partitionDetached(String parent, String partition) {
        return new Recovery.Probe(
                Question.of(PARTITION_STATE, parent, partition),
                Optional.of(Question.of(FINISH_DETACHING, parent, partition)),
                false);
    }

    /** @param relation a table or an index; empty for a whole schema or database */
    static Recovery reindexed(String relation) {
        return new Recovery.Probe(
                about(REINDEX_STATE, relation), Optional.of(about(DROP_LEFT_BY_REINDEX, relation)), true);
    }

    private static Question about(String query, String relation) {
        return Question.of(query.replace("{left_by_reindex}", LEFT_BY_REINDEX.strip()), relation, relation, relation);
    }
}
