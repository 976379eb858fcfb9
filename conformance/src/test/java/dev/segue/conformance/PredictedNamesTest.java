package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.step.Rollout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Indexes and constraints without a name get the one that the server would have given them, however long its parts are. */
@ExtendWith(TestServer.Shared.class)
class PredictedNamesTest {

    private static final List<String> TABLES =
            List.of("a", "\"" + "é".repeat(30) + "\"", "tab_" + "x".repeat(57), "t" + "y".repeat(40));

    private static final List<String> COLUMNS = List.of(
            "c",
            "\"" + "ü€".repeat(11) + "\"",
            "col_" + "z".repeat(57),
            "d" + "w".repeat(30),
            "\"x" + "é".repeat(28) + "\"");

    private static final List<String> ABOUT_A_COLUMN = List.of(
            "CREATE INDEX ON {table} ({column})",
            "CREATE INDEX ON {table} ({column}, (lower({column}::text)), (upper({column}::text)), id)",
            "CREATE INDEX ON {table} (({column} + 1), ({column} + 2))",
            "CREATE INDEX ON {table} ({column}) INCLUDE (id)",
            "ALTER TABLE {table} ADD UNIQUE ({column})",
            "ALTER TABLE {table} ADD UNIQUE ({column}, id)",
            "ALTER TABLE {table} ADD UNIQUE ({column}) INCLUDE (id)",
            "ALTER TABLE {table} ADD CHECK ({column} > 0)",
            "ALTER TABLE {table} ADD CHECK ({column} > id)",
            "ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES shop");

    private static final List<String> ABOUT_ALL_COLUMNS =
            List.of("CREATE INDEX ON {table} ({columns})", "ALTER TABLE {table} ADD UNIQUE ({columns})");

    private static final String NAMES = """
            SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT indrelid::regclass || ' ' || relname FROM pg_index JOIN pg_class ON oid = indexrelid
            WHERE relnamespace = 'public'::regnamespace
            ORDER BY 1
            """;

    private final TestDatabase template;
    private final TestDatabase plain;
    private final TestDatabase planned;
    private final Revisions revisions;

    PredictedNamesTest(TestServer server, @TempDir Path folder) {
        this.template = server.database();
        template.execute("CREATE TABLE shop (id int PRIMARY KEY)", "INSERT INTO shop VALUES (1)");
        for (String table : TABLES) {
            template.execute(
                    "CREATE TABLE " + table + " (id int NOT NULL DEFAULT 0, " + String.join(" int DEFAULT 1, ", COLUMNS)
                            + " int DEFAULT 1)",
                    "INSERT INTO " + table + " DEFAULT VALUES");
        }
        template.execute("ANALYZE");
        this.plain = server.copyOf(template);
        this.planned = server.copyOf(template);
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        planned.close();
        plain.close();
        template.close();
    }

    @Test
    void theyAreShortenedAndCountedAsTheServerDoes() {
        List<String> statements = statements();
        statements.forEach(plain::execute);
        revisions.add(String.join(";\n", statements) + ";");

        planned.segue(revisions.folder())
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .build()
                .upgrade("head");

        assertThat(planned.lines(NAMES)).containsExactlyElementsOf(plain.lines(NAMES));
    }

    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String table : TABLES) {
            for (String column : COLUMNS) {
                for (String statement : ABOUT_A_COLUMN) {
                    statements.add(statement.replace("{table}", table).replace("{column}", column));
                }
            }
            for (String statement : ABOUT_ALL_COLUMNS) {
                statements.add(statement.replace("{table}", table).replace("{columns}", String.join(", ", COLUMNS)));
            }
        }
        return statements;
    }
}
