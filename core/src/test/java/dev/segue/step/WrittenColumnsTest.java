package dev.segue.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenColumnsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n = id + 1                          | n
            N = f(id, m), "Total ""x" = price  | n,Total "x
            n = f(named => id)                  | n
            größe = id                          | größe
            """)
    void columnsThatAreOnlyReadAreNotAmongThem(String assignments, String columns) {
        assertThat(new RowWork.Assign(assignments, "TRUE").writtenColumns())
                .containsExactlyInAnyOrder(columns.split(","));
    }
}
