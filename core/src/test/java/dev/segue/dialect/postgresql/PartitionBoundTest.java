package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionBoundTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                RANGE (at) | FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') | "at" IS NOT NULL AND "at" >= '2024-01-01' AND "at" < '2025-01-01'
                RANGE (id) | for values from (MINVALUE) to (abs(-5)) | "id" IS NOT NULL AND "id" < abs(-5)
                RANGE (id) | FOR VALUES FROM (7) TO (MAXVALUE) | "id" IS NOT NULL AND "id" >= 7
                LIST ("Kind") | FOR VALUES IN ('a, b', 'c') | "Kind" IS NOT NULL AND "Kind" IN ('a, b', 'c')
                LIST (kind) | FOR VALUES IN (NULL, 'c') | "kind" IS NULL OR "kind" IN ('c')
                LIST (kind) | FOR VALUES IN (NULL) | "kind" IS NULL
                """)
    void aBoundBecomesACondition(String partitioning, String bound, String condition) {
        assertThat(PartitionBound.condition(partitioning, bound)).contains(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                HASH (id) | FOR VALUES WITH (MODULUS 4, REMAINDER 0)
                RANGE (a, b) | FOR VALUES FROM (1, 2) TO (3, 4)
                RANGE (lower(name)) | FOR VALUES FROM ('a') TO ('m')
                RANGE (id) | DEFAULT
                """)
    void whatCannotBeProvedIsNotGuessed(String partitioning, String bound) {
        assertThat(PartitionBound.condition(partitioning, bound)).isEmpty();
    }
}
