package dev.segue.cli.demo;

import static dev.segue.cli.demo.Narration.counted;

import dev.segue.jdbc.Session;
import java.util.ArrayList;
import java.util.List;

/** The schema and the rows of the shop at one moment. */
record ShopState(String moment, CatalogSnapshot catalog, RowsSnapshot rows) {

    /** @param moment as in "after the downgrade" */
    static ShopState of(Session session, String moment) {
        return new ShopState(moment, CatalogSnapshot.of(session), RowsSnapshot.of(session));
    }

    /** What makes the schema another one than it was, a line for each difference. */
    List<String> schemaDifferences(ShopState before) {
        return before.catalog.differencesTo(catalog);
    }

    /** Which tables have other rows than they had, a line for each. */
    List<String> rowDifferences(ShopState before) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < rows.tables().size(); i++) {
            RowsSnapshot.Table now = rows.tables().get(i);
            RowsSnapshot.Table then = before.rows.tables().get(i);
            if (now.count() != then.count()) {
                differences.add(now.name() + ": " + counted(then.count()) + " rows " + before.moment + ", "
                        + counted(now.count()) + " " + moment);
            } else if (!now.equals(then)) {
                differences.add(now.name() + ": other rows " + moment + " than " + before.moment);
            }
        }
        return differences;
    }
}
