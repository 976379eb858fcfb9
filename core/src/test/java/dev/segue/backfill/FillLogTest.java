package dev.segue.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.TableFootprint;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillLogTest {

    private static final double MB = 1024 * 1024;
    private static final long ROWS = 100_000;

    /** Seen on PostgreSQL 17 in batches of 1,000 rows, with and without whole pages; rows of 50 and of 200 bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # MB | fillfactor | seen free | index MB | indexes | filled is indexed | without pages | with pages
             5.0 | 100 | 0.1 | 2.2 | 1 | false | 22.9 | 29.9
             5.0 | 100 | 0.1 | 5.0 | 3 | true  | 38.0 | 46.9
             5.5 |  90 | 0.6 | 2.2 | 1 | false | 21.6 | 28.6
            10.0 |  50 | 5.1 | 2.2 | 1 | false | 12.4 | 19.4
            10.0 |  50 | 5.1 | 5.0 | 3 | false | 16.4 | 26.0
            10.0 |  50 | 5.1 | 5.0 | 3 | true  | 32.3 | 41.3
            19.1 | 100 | 0.6 | 2.2 | 1 | false | 36.9 | 57.6
            19.1 | 100 | 0.6 | 5.0 | 3 | false | 51.2 | 74.5
            21.1 |  90 | 2.6 | 2.2 | 1 | false | 33.8 | 55.0
            """)
    void whatWasSeenLiesBetweenTheLeastAndTheMost(
            double megabytes,
            int fillFactor,
            double seenFree,
            double indexMegabytes,
            int indexes,
            boolean isIndexed,
            double withoutPages,
            double withPages) {
        TableFootprint footprint = footprint(megabytes, fillFactor, seenFree, indexMegabytes, indexes);

        FillLog log = new FillLog(footprint, Set.of(isIndexed ? "indexed" : "free"));

        assertThat(log.least() / MB).isBetween(withoutPages / 2, withoutPages * 1.2);
        assertThat(log.most() / MB).isBetween(withPages * 0.95, withPages * 1.2);
    }

    /** {@code ALTER TABLE … SET (fillfactor = 50)} leaves the pages that are there as full as they are. */
    @Test
    void roomThatIsMeantToBeThereAndIsNotMakesTheMostNoLess() {
        FillLog full = new FillLog(footprint(19.1, 100, 0.6, 2.2, 1), Set.of("free"));
        FillLog meant = new FillLog(footprint(19.1, 50, 0.6, 2.2, 1), Set.of("free"));

        assertThat(meant.most()).isBetween(full.most() * 9 / 10, full.most());
        assertThat(meant.least()).isLessThan(full.least() / 2);
    }

    @Test
    void whatIsFollowedLogicallyIsLoggedAsWholeRows() {
        TableFootprint physical = footprint(10.0, 50, 5.1, 2.2, 1);
        TableFootprint logical = new TableFootprint(
                physical.rows(),
                physical.bytes(),
                physical.keptFree(),
                physical.seenFree(),
                physical.indexBytes(),
                physical.indexes(),
                physical.indexedColumns(),
                true,
                true);

        assertThat(new FillLog(logical, Set.of("free")).least() - new FillLog(physical, Set.of("free")).least())
                .isEqualTo(physical.bytes() - physical.keptFree());
    }

    private static TableFootprint footprint(
            double megabytes, int fillFactor, double seenFree, double indexMegabytes, int indexes) {
        long bytes = Math.round(megabytes * MB);
        return new TableFootprint(
                ROWS,
                bytes,
                bytes * (100 - fillFactor) / 100,
                Math.round(seenFree * MB),
                Math.round(indexMegabytes * MB),
                indexes,
                Set.of("id", "indexed"),
                true,
                false);
    }
}
