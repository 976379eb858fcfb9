package dev.segue.ddl;

import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The statements of PostgreSQL that tests go through, one after the other. */
final class StatementLists {

    private StatementLists() {}

    /** At least one of each form that has operations. */
    static List<SqlStatement> known() {
        return statements("known.txt");
    }

    /** Valid too, and not analysed. */
    static List<SqlStatement> unknown() {
        return statements("unknown.txt");
    }

    private static List<SqlStatement> statements(String resource) {
        try (InputStream file = StatementLists.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\\R----\\R"))
                    .map(String::strip)
                    .map(sql -> SqlStatement.of(resource, sql, SqlSyntax.POSTGRESQL))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty for a text that is no SQL. */
    static List<SqlStatement> scan(String text) {
        try {
            return SqlScanner.scan(new SourceText("test", text), SqlSyntax.POSTGRESQL)
                    .statements();
        } catch (SegueException noSql) {
            return List.of();
        }
    }
}
