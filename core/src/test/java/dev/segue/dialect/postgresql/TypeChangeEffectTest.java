package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.sql.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeChangeEffectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric(10,2)               | numeric(12,2)               | KEEPS_ROWS",
                "numeric(10,2)               | numeric                     | KEEPS_ROWS",
                "numeric(10,2)               | numeric(12,3)               | REWRITES",
                "numeric(10,2)               | numeric(8,2)                | REWRITES",
                "numeric                     | numeric(10,2)               | REWRITES",
                "text                        | character varying           | KEEPS_ROWS",
                "text                        | character varying(500)      | REWRITES",
                "character varying(50)       | text                        | KEEPS_ROWS",
                "character varying(50)       | character varying(80)       | KEEPS_ROWS",
                "character varying(50)       | character varying           | KEEPS_ROWS",
                "character varying(50)       | character varying(20)       | REWRITES",
                "character varying(50)[]     | character varying[]         | KEEPS_ROWS",
                "text[]                      | character varying[]         | REWRITES",
                "character(5)                | text                        | REWRITES",
                "character(5)                | character(9)                | REWRITES",
                "timestamp(3) without time zone | timestamp without time zone | KEEPS_ROWS",
                "timestamp without time zone | timestamp(6) without time zone | KEEPS_ROWS",
                "timestamp without time zone | timestamp(3) without time zone | REWRITES",
                "timestamp without time zone | timestamp with time zone    | REWRITES",
                "timestamp(3) with time zone | timestamp with time zone    | KEEPS_ROWS",
                "integer                     | bigint                      | REWRITES",
                "smallint                    | integer                     | REWRITES",
                "date                        | timestamp without time zone | REWRITES",
                "json                        | jsonb                       | REWRITES",
                "xml                         | text                        | KEEPS_ROWS",
                "cidr                        | inet                        | KEEPS_ROWS",
                "inet                        | cidr                        | REWRITES",
                "text                        | citext                      | REBUILDS_INDEXES",
                "integer                     | oid                         | REBUILDS_INDEXES",
                "bit(3)                      | bit varying                 | REBUILDS_INDEXES",
                "bit varying(3)              | bit varying(5)              | KEEPS_ROWS",
                "mood                        | text                        | REWRITES",
                "\"odd (type\"               | text                        | REWRITES",
            })
    void whatAChangeDoesToTheRowsIsKnown(String from, String to, TypeChangeEffect expected) {
        assertThat(TypeChangeEffect.of(DataType.of(from), DataType.of(to))).isEqualTo(expected);
    }
}
