package dev.segue.ddl;

import dev.segue.operation.Operation;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.List;
import java.util.Optional;

/** Reads what PostgreSQL's users and its catalog say about a schema. What it does not know is empty, never a failure. */
public final class DdlReader {

    private DdlReader() {}

    /**
     * What a statement means, as operations in their order. Empty where it is not known, as a whole or in a part: then it
     * can only be run as it is written. {@code IF EXISTS} of {@code ALTER TABLE} does not change what is meant, and
     * {@code ONLY} changes it for defaults alone.
     */
    public static List<Operation> read(SqlStatement statement) {
        if (statement.syntax() != SqlSyntax.POSTGRESQL) {
            return List.of();
        }
        return understood(new TokenReader(statement), tokens -> new StatementReader(tokens).read())
                .orElse(List.of());
    }

    /**
     * The columns of which {@code CREATE TABLE … PARTITION OF} says something besides what the parent does. Empty where
     * that cannot be said in the value of a column.
     *
     * @param ofParent all columns of the parent
     */
    public static Optional<List<Column>> ownColumnsOfPartition(SqlStatement written, List<Column> ofParent) {
        return understood(
                new TokenReader(written),
                tokens -> new CreateTableReader(tokens, ofParent).read().table().columns());
    }

    /** The index of a {@code CREATE INDEX} statement, such as {@code pg_get_indexdef} prints it. */
    public static Optional<Index> index(String definition) {
        return understood(definition, tokens -> new IndexReader(tokens).read().index());
    }

    /**
     * A constraint as {@code pg_get_constraintdef} prints it. Empty for {@code NOT NULL}, which is said of the column.
     *
     * @param name where it is not empty, it goes before one in the definition
     */
    public static Optional<Constraint> constraint(Optional<SqlName> name, String definition) {
        return understood(definition, tokens -> new ConstraintReader(tokens).read())
                .filter(TableRule.Kept.class::isInstance)
                .map(rule -> ((TableRule.Kept) rule).constraint())
                .map(constraint -> name.map(constraint::named).orElse(constraint));
    }

    /** A type in the spelling of the catalog, whatever spelling is given. */
    public static Optional<DataType> type(String written) {
        return understood(written, tokens -> new TypeReader(tokens).read());
    }

    /** An expression as its place in a definition holds it: without the parentheses that enclose all of it. */
    public static SqlExpression expression(String written) {
        return understood(written, tokens -> {
                    SqlExpression bare = new ExpressionReader(tokens).withoutParentheses(0, tokens.size());
                    tokens.moveTo(tokens.size());
                    return bare;
                })
                .orElseGet(() -> SqlExpression.of(written));
    }

    private static <T> Optional<T> understood(String text, Form<T> form) {
        return TokenReader.of(text).flatMap(tokens -> understood(tokens, form));
    }

    private static <T> Optional<T> understood(TokenReader tokens, Form<T> form) {
        try {
            T value = form.read(tokens);
            tokens.requireEnd();
            return Optional.of(value);
        } catch (NotUnderstood unknown) {
            return Optional.empty();
        }
    }

    private interface Form<T> {

        T read(TokenReader tokens);
    }
}
