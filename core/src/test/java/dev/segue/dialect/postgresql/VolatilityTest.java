package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.sql.SqlExpression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolatilityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "'random()'",
                "'x'::character varying(10)",
                "now()",
                "CURRENT_TIMESTAMP",
                "CURRENT_TIMESTAMP(3)",
                "'{}'::jsonb",
                "(1 + 2) * 3",
                "now() + '1 day'::interval",
                "ARRAY[]::text[]"
            })
    void oneValueForAllRowsNeedsNoRowToBeWritten(String expression) {
        assertThat(Volatility.isSteady(SqlExpression.of(expression))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gen_random_uuid()",
                "nextval('numbers'::regclass)",
                "public.gen_random_uuid()",
                "clock_timestamp ( )",
                "\"random\"()",
                "coalesce(NULL, random())",
                "my_function(1)",
                "public.now()",
                "unreadable 'quote"
            })
    void whatMayDifferFromRowToRowIsNotCalledSteady(String expression) {
        assertThat(Volatility.isSteady(SqlExpression.of(expression))).isFalse();
    }
}
