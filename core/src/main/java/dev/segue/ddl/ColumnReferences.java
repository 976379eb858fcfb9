package dev.segue.ddl;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of one table that a piece of SQL mentions, and the same SQL with other names for them.
 *
 * <p>Found by syntax: words in strings, function names, types, aliases and keywords are no columns, whatever they are
 * called. Inside a query only a name with its table in front counts, because a bare one may belong to any table of the
 * query; the catalog prints them all with their table. A text that is no SQL mentions nothing.
 */
public final class ColumnReferences {

    private final String text;
    private final Optional<TokenReader> tokens;
    private final Map<Integer, SqlName> found;

    private ColumnReferences(String text, Optional<TokenReader> tokens, Map<Integer, SqlName> found) {
        this.text = text;
        this.tokens = tokens;
        this.found = found;
    }

    /** Those in an expression in which only one table can be meant: a check, a key of an index, a generated column. */
    public static ColumnReferences in(SqlExpression expression) {
        return in(expression, Optional.empty(), false);
    }

    /** Those in an expression in which other tables may be meant too: the condition of a policy. */
    public static ColumnReferences in(SqlExpression expression, TableName table) {
        return in(expression, Optional.of(table), false);
    }

    /**
     * All that may be meant: also names in a query that stand there bare, and the name of the table itself where its row is
     * used as a whole.
     */
    public static ColumnReferences perhapsIn(SqlExpression expression, TableName table) {
        return in(expression, Optional.of(table), true);
    }

    private static ColumnReferences in(SqlExpression expression, Optional<TableName> table, boolean isBareMeant) {
        Map<Integer, SqlName> found = new LinkedHashMap<>();
        Optional<TokenReader> tokens = TokenReader.of(expression.text());
        tokens.ifPresent(reader -> new ColumnSearch(reader, table, isBareMeant, found).search(0, reader.size()));
        return new ColumnReferences(expression.text(), tokens, found);
    }

    /**
     * Those of its own table in a definition as the catalog prints it: a whole {@code CREATE INDEX}, {@code CREATE TRIGGER},
     * {@code CREATE POLICY} or {@code CREATE STATISTICS} statement, or a constraint from its kind on.
     */
    public static ColumnReferences inDefinition(String definition) {
        Map<Integer, SqlName> found = new LinkedHashMap<>();
        Optional<TokenReader> tokens = TokenReader.of(definition);
        tokens.ifPresent(reader -> new DefinitionSearch(reader, found).search());
        return new ColumnReferences(definition, tokens, found);
    }

    /** In the order in which they are mentioned first. */
    public Set<SqlName> columns() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(found.values()));
    }

    public boolean mention(SqlName column) {
        return found.containsValue(column);
    }

    /** The text with the new names in the place of the old ones, from old to new, in quotes where they need them. */
    public String renamed(Map<SqlName, SqlName> newNames) {
        Map<Integer, String> replacements = new HashMap<>();
        found.forEach((token, column) -> {
            SqlName newName = newNames.get(column);
            if (newName != null) {
                replacements.put(token, Keywords.printed(newName));
            }
        });
        return tokens.map(reader -> reader.textWith(replacements)).orElse(text);
    }
}
