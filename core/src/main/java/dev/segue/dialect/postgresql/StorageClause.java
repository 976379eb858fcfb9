package dev.segue.dialect.postgresql;

import dev.segue.schema.Index;
import dev.segue.sql.SqlName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written behind a constraint about its index.
 *
 * @param parameters what stands in {@code WITH (…)}; may be empty
 */
record StorageClause(String parameters, Optional<SqlName> tablespace) {

    private static final Pattern PARAMETERS = Pattern.compile("(?i)\\bWITH\\s*\\(([^)]*)\\)");

    private static final Pattern TABLESPACE =
            Pattern.compile("(?i)\\bUSING\\s+INDEX\\s+TABLESPACE\\s+(?:\"((?:[^\"]|\"\")+)\"|(\\w+))");

    static StorageClause of(String written) {
        Matcher parameters = PARAMETERS.matcher(written);
        Matcher tablespace = TABLESPACE.matcher(written);
        Optional<SqlName> space = tablespace.find()
                ? Optional.ofNullable(tablespace.group(1))
                        .map(quoted -> quoted.replace("\"\"", "\""))
                        .or(() -> Optional.ofNullable(tablespace.group(2)))
                        .map(SqlName::of)
                : Optional.empty();
        return new StorageClause(parameters.find() ? parameters.group(1).strip() : "", space);
    }

    Index on(Index index) {
        return index.stored(parameters, tablespace);
    }
}
