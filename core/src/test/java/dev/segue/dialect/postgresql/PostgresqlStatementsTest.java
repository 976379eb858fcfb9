package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.LockTarget;
import dev.segue.dialect.LockTarget.Strength;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TransactionControl;
import dev.segue.schema.Schema;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recovery;
import dev.segue.step.Rollout;
import dev.segue.step.TransactionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlStatementsTest {

    private static final PlanningContext NOTHING_KNOWN =
            PlanningContext.of(Schema.unknown(SqlSyntax.POSTGRESQL), "8f2c41aa03b1", Rollout.PHASED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "create unique index concurrently if not exists i on only s.t (a)",
                "CREATE INDEX CONCURRENTLY ON t (a)",
                "DROP INDEX CONCURRENTLY IF EXISTS s.i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (VERBOSE, CONCURRENTLY) INDEX i",
                "REINDEX DATABASE shop",
                "REINDEX SCHEMA s",
                "VACUUM (ANALYZE) t",
                "CHECKPOINT",
                "CLUSTER",
                "DISCARD ALL",
                "ALTER SYSTEM SET work_mem = '64MB'",
                "ALTER DATABASE shop SET TABLESPACE fast",
                "ALTER TABLE p DETACH PARTITION p_2024 CONCURRENTLY",
                "ALTER TABLE IF EXISTS ONLY p DETACH PARTITION p_2024 FINALIZE",
                "CREATE DATABASE other",
                "DROP DATABASE other",
                "CREATE TABLESPACE fast LOCATION '/fast'",
                "DROP TABLESPACE fast",
                "CREATE SUBSCRIPTION sub CONNECTION 'host=x' PUBLICATION pub",
                "DROP SUBSCRIPTION sub",
                "ALTER SUBSCRIPTION sub REFRESH PUBLICATION",
            })
    void statementsThatRefuseATransactionStandAlone(String sql) {
        assertThat(PostgresqlStatements.traitsOf(statement(sql)).transactionMode())
                .isEqualTo(TransactionMode.ALONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX concurrently_built ON t (a)",
                "DROP INDEX i",
                "REINDEX TABLE t",
                "CLUSTER t USING i",
                "ALTER TABLE p DETACH PARTITION p_2024",
                "ALTER DATABASE shop SET work_mem = '64MB'",
                "ALTER ROLE app SET work_mem = '64MB'",
                "ANALYZE t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "DISCARD PLANS",
                "COMMENT ON TABLE t IS 'CREATE INDEX CONCURRENTLY'",
                "INSERT INTO vacuum VALUES (1)",
                "ALTER SUBSCRIPTION sub DISABLE",
            })
    void otherStatementsShareATransaction(String sql) {
        assertThat(PostgresqlStatements.traitsOf(statement(sql)).transactionMode())
                .isEqualTo(TransactionMode.SHARED);
    }

    @Test
    void anEnumValueCommitsBeforeItIsUsed() {
        SqlStatement add = statement("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'meh' AFTER 'ok'");

        assertThat(PostgresqlStatements.traitsOf(add).transactionMode()).isEqualTo(TransactionMode.SEPARATE);
    }

    @Test
    void aConcurrentIndexIsLookedUpUnderTheNamesOfTheStatement() {
        Recovery recovery = PostgresqlStatements.traitsOf(
                        statement("CREATE INDEX CONCURRENTLY \"My Index\" ON shop.\"Orders\" USING btree (a)"))
                .recovery();

        assertThat(recovery).isInstanceOfSatisfying(Recovery.Probe.class, probe -> {
            assertThat(probe.state().values()).containsExactly("shop.\"Orders\"", "\"My Index\"");
            assertThat(probe.cleanup()).isPresent();
            assertThat(probe.toleratesExisting()).isFalse();
        });
    }

    @Test
    void anIndexWithoutANameIsLookedUpByItsColumns() {
        Recovery recovery = PostgresqlStatements.traitsOf(
                        statement("CREATE UNIQUE INDEX CONCURRENTLY ON ONLY shop.t USING BTREE (a, \"B c\")"))
                .recovery();

        assertThat(recovery)
                .isInstanceOfSatisfying(
                        Recovery.Probe.class,
                        probe -> assertThat(probe.state().values())
                                .containsExactly("shop.t", "btree", "true", "a.\"B c\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON t (lower(a))",
                "CREATE INDEX CONCURRENTLY ON t (a DESC)",
                "CREATE INDEX CONCURRENTLY ON t ((a + 1))",
                "CREATE INDEX CONCURRENTLY ON t (a) WHERE b",
                "CREATE INDEX CONCURRENTLY ON t (a) INCLUDE (b)"
            })
    void anyOtherIndexWithoutANameCannotBeLookedUp(String sql) {
        Recovery recovery = PostgresqlStatements.traitsOf(statement(sql)).recovery();

        assertThat(recovery)
                .isInstanceOfSatisfying(
                        Recovery.AskOperator.class,
                        question -> assertThat(question.leftovers()).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN | BEGIN",
                "BEGIN ISOLATION LEVEL SERIALIZABLE | BEGIN",
                "START TRANSACTION READ WRITE | BEGIN",
                "COMMIT AND CHAIN | COMMIT",
                "END | COMMIT",
                "PREPARE TRANSACTION 'x' | COMMIT",
                "ROLLBACK | ROLLBACK",
                "ABORT WORK | ROLLBACK",
                "ROLLBACK TO SAVEPOINT a | NONE",
                "ROLLBACK WORK TO a | NONE",
                "SAVEPOINT a | NONE",
                "PREPARE p AS SELECT 1 | NONE",
                "CREATE TABLE begin (commit int) | NONE",
            })
    void transactionControlIsRecognised(String sql, TransactionControl expected) {
        assertThat(PostgresqlStatements.transactionControlOf(statement(sql))).isEqualTo(expected);
    }

    @Test
    void proceduresAreOnlyLeftAloneWhereTheRevisionAsksForNoTransaction() {
        SqlStatement call = statement("CALL move_rows()");

        assertThat(PostgresqlStatements.traitsOf(call).transactionMode()).isEqualTo(TransactionMode.SHARED);
        assertThat(PostgresqlStatements.traitsWithoutTransaction(call).recovery())
                .isInstanceOf(Recovery.AskOperator.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "RESET ALL",
                "DO $$ BEGIN PERFORM set_config('a.b', 'c', false); END $$",
                "CALL p()",
                "WITH a AS (SELECT set_config('a.b', 'c', false)) SELECT * FROM a",
            })
    void whatMayChangeSettingsIsNotTrusted(String sql) {
        assertThat(PostgresqlStatements.mayChangeSettings(statement(sql))).isTrue();
    }

    @Test
    void ddlLeavesSettingsAlone() {
        assertThat(PostgresqlStatements.mayChangeSettings(statement("CREATE TABLE t (a int)")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE IF EXISTS ONLY shop.\"Orders\" ADD COLUMN a int | shop.\"Orders\" | BLOCKS_EVERYONE",
                "DROP TABLE IF EXISTS a | a | BLOCKS_EVERYONE",
                "TRUNCATE a | a | BLOCKS_EVERYONE",
                "CREATE UNIQUE INDEX i ON ONLY t (a) | t | BLOCKS_WRITERS",
                "CREATE OR REPLACE TRIGGER g AFTER UPDATE OF a ON t EXECUTE FUNCTION f() | t | BLOCKS_WRITERS",
                "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING | t | BLOCKS_EVERYONE",
                "CREATE POLICY p ON t USING (true) | t | BLOCKS_EVERYONE",
            })
    void theTableThatIsQueuedForIsKnown(String sql, String relation, Strength strength) {
        assertThat(PostgresqlLockTargets.of(statement(sql))).containsExactly(new LockTarget(relation, strength));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i",
                "INSERT INTO t VALUES (1)",
                "SELECT 1"
            })
    void nobodyIsHeldBackForStatementsThatShareTheTable(String sql) {
        assertThat(PostgresqlLockTargets.of(statement(sql))).isEmpty();
    }

    @Test
    void everyTableOfAListIsKnown() {
        assertThat(PostgresqlLockTargets.of(statement("DROP TABLE a, b.c, \"D e\" CASCADE")))
                .extracting(LockTarget::relation)
                .containsExactly("a", "b.c", "\"D e\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE OR REPLACE TRIGGER t AFTER UPDATE OF a ON s.users EXECUTE FUNCTION f() | s.users | SHARE_ROW_EXCLUSIVE",
                "create trigger \"on\" before insert on users execute function f() | users | SHARE_ROW_EXCLUSIVE",
                "DROP TRIGGER IF EXISTS t ON users CASCADE | users | ACCESS_EXCLUSIVE"
            })
    void thePlanTellsWhatATriggerOfAUserLocks(String sql, String table, LockLevel level) {
        Impact.Lock lock =
                new Impact.Lock(TableName.parse(table, SqlSyntax.POSTGRESQL).orElseThrow(), level);

        assertThat(WrittenStatements.impactOf(statement(sql), NOTHING_KNOWN).locks())
                .containsExactly(lock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION f()",
                "DROP TRIGGER t",
                "SELECT 1"
            })
    void ofMostStatementsThatAreRunAsWrittenNothingIsTold(String sql) {
        assertThat(WrittenStatements.impactOf(statement(sql), NOTHING_KNOWN)).isEqualTo(Impact.UNKNOWN);
    }

    private static SqlStatement statement(String sql) {
        return SqlScanner.scan(new SourceText("test.sql", sql), SqlSyntax.POSTGRESQL)
                .statements()
                .get(0);
    }
}
