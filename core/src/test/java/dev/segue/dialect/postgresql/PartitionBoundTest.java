package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FOR VALUES FROM ('2025-01-01 00:00:00+02') TO ('2025-02-01 00:00:00+02') | FOR VALUES FROM ('2025-02-01') TO ('2025-03-01')
                    FOR VALUES FROM (100) TO (MAXVALUE) | FOR VALUES FROM ('9') TO ('100')
                    FOR VALUES FROM (1, 5) TO (2, 0) | FOR VALUES FROM (2, 0) TO (3, MINVALUE)
                    FOR VALUES FROM (MINVALUE) TO (-1) | FOR VALUES FROM (-1) TO (0)
                    FOR VALUES IN ('a', NULL) | FOR VALUES IN ('b')
                    """)
    void boundsThatShareNoRowAreToldApart(String one, String other) {
        assertThat(PartitionBound.areDisjoint(one, other)).isTrue();
        assertThat(PartitionBound.areDisjoint(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DEFAULT | FOR VALUES FROM (1) TO (2)
                    FOR VALUES FROM ('2025-01-01') TO ('2025-02-01') | FOR VALUES FROM ('2025-01-31') TO ('2025-03-01')
                    FOR VALUES FROM (1) TO (2) | FOR VALUES FROM (two()) TO (3)
                    FOR VALUES FROM ('a') TO ('b') | FOR VALUES FROM ('b') TO ('c')
                    FOR VALUES IN (1, 2) | FOR VALUES IN ('1.0')
                    FOR VALUES IN (NULL) | FOR VALUES IN (NULL)
                    FOR VALUES WITH (MODULUS 2, REMAINDER 0) | FOR VALUES WITH (MODULUS 2, REMAINDER 1)
                    """)
    void whereItIsNotCertainTheyAreNot(String one, String other) {
        assertThat(PartitionBound.areDisjoint(one, other)).isFalse();
        assertThat(PartitionBound.areDisjoint(other, one)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FOR VALUES FROM ('2025-01-01') TO ('2025-07-01') | FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
                    FOR VALUES FROM (5) TO (6) | FOR VALUES FROM (MINVALUE) TO (10)
                    FOR VALUES IN ('b') | FOR VALUES IN ('a', 'b', NULL)
                    """)
    void aBoundWithinAnotherIsKnown(String inner, String outer) {
        assertThat(PartitionBound.isWithin(inner, outer)).isTrue();
        assertThat(PartitionBound.isWithin(outer, inner)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FOR VALUES FROM (1) TO (3) | FOR VALUES FROM (2) TO (4)
                    FOR VALUES FROM (1) TO (two()) | FOR VALUES FROM (1) TO (3)
                    FOR VALUES IN (1) | FOR VALUES FROM (1) TO (2)
                    FOR VALUES FROM (1) TO (2) | DEFAULT
                    """)
    void itIsOnlyWithinWhereThatIsCertain(String inner, String outer) {
        assertThat(PartitionBound.isWithin(inner, outer)).isFalse();
    }

    @Test
    void theRestIsWhatNoOtherPartitionTakes() {
        assertThat(PartitionBound.conditionOfRest(
                        "RANGE (at)",
                        List.of(
                                "FOR VALUES FROM (MINVALUE) TO ('2025-01-01')",
                                "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")))
                .contains("NOT (\"at\" IS NOT NULL AND ((\"at\" < '2025-01-01') OR"
                        + " (\"at\" >= '2026-01-01' AND \"at\" < '2027-01-01')))");
        assertThat(PartitionBound.conditionOfRest(
                        "LIST (kind)", List.of("FOR VALUES IN ('a', NULL)", "FOR VALUES IN ('b')")))
                .contains("NOT (\"kind\" IS NULL OR \"kind\" IN ('a', 'b'))");
        assertThat(PartitionBound.conditionOfRest("HASH (id)", List.of("FOR VALUES WITH (MODULUS 2, REMAINDER 0)")))
                .isEmpty();
        assertThat(PartitionBound.conditionOfRest(
                        "LIST (id)",
                        IntStream.range(0, 101)
                                .mapToObj(id -> "FOR VALUES IN (" + id + ")")
                                .toList()))
                .isEmpty();
    }
}
