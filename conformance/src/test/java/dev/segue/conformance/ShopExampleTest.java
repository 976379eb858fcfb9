package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.Segue;
import dev.segue.cli.demo.CatalogSnapshot;
import dev.segue.cli.demo.ShopDatabase;
import dev.segue.cli.demo.ShopFiles;
import dev.segue.cli.demo.ShopFilling;
import dev.segue.cli.demo.ShopSize;
import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.jdbc.Session;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShopExampleTest {

    /** Tables are there, and nothing but tables. */
    private static final String TABLES = "1f86ab54d07c";

    @Test
    void everyRevisionGoesUpDownAndUpAgainOnTablesWithRows() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                ShopFiles files = ShopFiles.unpack()) {
            ShopDatabase database = ShopDatabase.in(server);
            Segue segue = database.segue(files.folder()).build();
            segue.upgrade(TABLES);
            new ShopFilling(database, files, new ShopSize(2_000), orders -> {}).run();

            try (Session session = database.connect()) {
                for (Revision revision : segue.status().pending()) {
                    CatalogSnapshot before = CatalogSnapshot.of(session);
                    segue.upgrade(revision.id().value());
                    CatalogSnapshot after = CatalogSnapshot.of(session);
                    segue.downgrade(revision.id() + "@-1");
                    CatalogSnapshot undone = CatalogSnapshot.of(session);
                    segue.upgrade(revision.id().value());

                    assertThat(before.differencesTo(undone))
                            .as(revision.title())
                            .isEmpty();
                    assertThat(after.differencesTo(CatalogSnapshot.of(session)))
                            .as(revision.title())
                            .isEmpty();
                    assertThat(changesTheSchema(revision)).as(revision.title()).isEqualTo(!before.equals(after));
                }
            }
            assertThat(segue.status().isUpToDate()).isTrue();
        }
    }

    /** Where no table is small, columns are replaced by others and wait in the trash. */
    @Test
    void everyRevisionGoesUpDownAndUpAgainInSteps() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                ShopFiles files = ShopFiles.unpack()) {
            ShopDatabase database = ShopDatabase.in(server);
            Segue segue = database.segue(files.folder()).smallTables(0, 0).build();
            segue.upgrade(TABLES);
            new ShopFilling(database, files, new ShopSize(2_000), orders -> {}).run();

            try (Session session = database.connect()) {
                for (Revision revision : segue.status().pending()) {
                    CatalogSnapshot before = CatalogSnapshot.of(session);
                    segue.upgrade(revision.id().value());
                    segue.purge(Duration.ZERO);
                    CatalogSnapshot after = CatalogSnapshot.of(session);
                    segue.downgrade(revision.id() + "@-1");
                    segue.purge(Duration.ZERO);

                    assertThat(before.differencesTo(CatalogSnapshot.of(session)))
                            .as(revision.title())
                            .isEmpty();
                    segue.upgrade(revision.id().value());
                    segue.purge(Duration.ZERO);
                    assertThat(after.differencesTo(CatalogSnapshot.of(session)))
                            .as(revision.title())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void leavesNothingBehindInAnEmptyDatabase() {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                ShopFiles files = ShopFiles.unpack()) {
            ShopDatabase database = ShopDatabase.in(server);
            Segue segue = database.segue(files.folder()).build();

            assertThat(segue.upgrade("head").revisions()).hasSize(16);
            segue.downgrade("base");

            try (Session session = database.connect()) {
                assertThat(CatalogSnapshot.of(session).entries()).isEmpty();
            }
        }
    }

    private static boolean changesTheSchema(Revision revision) {
        return revision.kind() == RevisionKind.SCHEMA && !revision.isMerge();
    }
}
