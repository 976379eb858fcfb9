package dev.segue.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.sql.SqlSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A summary goes to the journal, to events and to logs: no literal may be in it, because it may be a password. */
class ExecuteSqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER ROLE x PASSWORD 'secret';                | ALTER ROLE x PASSWORD '…'",
                "CREATE ROLE x PASSWORD E'sec\\'ret' LOGIN;     | CREATE ROLE x PASSWORD '…' LOGIN",
                "SELECT U&'secret', B'0101', 'it''s secret';    | SELECT '…', '…', '…'",
                "DO $body$ secret $body$;                       | DO $$…$$",
                "SELECT 1 /* secret */ , 2 -- secret            | SELECT 1 , 2",
                "ALTER ROLE x/* secret */PASSWORD'secret';      | ALTER ROLE x PASSWORD'…'",
                "UPDATE \"it's\" SET a=42;                      | UPDATE \"it's\" SET a=42",
            })
    void aLiteralIsNotInTheSummary(String sql, String summary) {
        assertThat(summaryOf(sql)).isEqualTo(summary);
    }

    @Test
    void theSummaryIsOneLineThatIsNotTooLong() {
        String summary = summaryOf("SELECT\n  a,\r\n\tb " + ", c".repeat(100));

        assertThat(summary).startsWith("SELECT a, b , c").endsWith("…").hasSize(80);
    }

    private static String summaryOf(String sql) {
        return new Operations(SqlSyntax.POSTGRESQL, "test.sql")
                .execute(sql)
                .noted()
                .get(0)
                .summary();
    }
}
