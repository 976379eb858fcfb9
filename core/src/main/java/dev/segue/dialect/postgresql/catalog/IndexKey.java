package dev.segue.dialect.postgresql.catalog;

import dev.segue.ddl.DdlReader;
import dev.segue.jdbc.Row;
import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one key of an index.
 *
 * <p>The catalog names the collation and the operator class of every key. Which of them are the default depends on the type
 * of the key, which the catalog does not tell of an expression; but the server prints those that are not, right behind the
 * key.
 */
final class IndexKey {

    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;

    private IndexKey() {}

    static Index.Part read(Row row) {
        Optional<SqlName> column = Catalog.maybeName(row, "column_name");
        String key = row.text("key_text");
        String definition = row.text("definition");

        String collated = key + " COLLATE " + row.text("collation_text");
        Optional<TableName> collation =
                Catalog.maybeName(row, "collation_schema", "collation").filter(name -> isPrinted(collated, definition));

        String operatorClass = row.text("class_text");
        String classed = (collation.isPresent() ? collated : key) + " " + operatorClass;
        Optional<String> classWithOptions = row.maybeText("class_options")
                .map(options -> operatorClass + " (" + options + ")")
                .or(() -> Optional.of(operatorClass).filter(name -> isPrinted(classed, definition)));

        boolean isDescending = (row.number("ordering") & DESCENDING) != 0;
        boolean areNullsFirst = (row.number("ordering") & NULLS_FIRST) != 0;
        return new Index.Part(
                column,
                column.isPresent() ? Optional.empty() : Optional.of(DdlReader.expression(key)),
                collation,
                classWithOptions,
                isDescending,
                areNullsFirst == isDescending ? Optional.empty() : Optional.of(areNullsFirst));
    }

    private static boolean isPrinted(String words, String definition) {
        return Pattern.compile("(?:\\(|, )" + Pattern.quote(words) + "(?=[ ,)])")
                .matcher(definition)
                .find();
    }
}
