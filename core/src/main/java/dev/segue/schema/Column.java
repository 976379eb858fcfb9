package dev.segue.schema;

import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param isNullable false where NOT NULL holds for every row
 * @param defaultValue what a row gets that does not name the column
 * @param generation how the database fills it by itself, if it does
 * @param collation where it is not the type's own
 * @param features what the application does not see, but the operator has set
 */
public record Column(
        SqlName name,
        DataType type,
        boolean isNullable,
        Optional<SqlExpression> defaultValue,
        Optional<Generation> generation,
        Optional<TableName> collation,
        Optional<String> comment,
        ColumnFeatures features) {

    /** A column that may be NULL and has nothing but a type. */
    public static Column nullable(SqlName name, DataType type) {
        return new Column(
                name,
                type,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ColumnFeatures.NONE);
    }

    public static Column nullable(String name, String type) {
        return nullable(SqlName.of(name), DataType.of(type));
    }

    /** As the database shows it once it is there: a serial type is an integer whose default counts. */
    public Column asKeptIn(TableName table) {
        if (!type.isSerial()) {
            return this;
        }
        TableName sequence =
                new TableName(table.schema(), SqlName.of(table.name().text() + "_" + name.text() + "_seq"));
        return typed(type.held())
                .required()
                .withDefault("nextval('" + sequence.toString().replace("'", "''") + "'::regclass)");
    }

    public Column named(SqlName newName) {
        return new Column(newName, type, isNullable, defaultValue, generation, collation, comment, features);
    }

    public Column typed(DataType newType) {
        return new Column(name, newType, isNullable, defaultValue, generation, collation, comment, features);
    }

    public Column required() {
        return withNullable(false);
    }

    public Column withNullable(boolean mayBeNull) {
        return new Column(
                name,
                type,
                mayBeNull,
                defaultValue,
                generation,
                collation,
                comment,
                mayBeNull ? features.withoutNotNull() : features);
    }

    public Column withDefault(String expression) {
        return withDefault(Optional.of(SqlExpression.of(expression)));
    }

    public Column withDefault(Optional<SqlExpression> expression) {
        return new Column(name, type, isNullable, expression, generation, collation, comment, features);
    }

    public Column withGeneration(Optional<Generation> newGeneration) {
        return new Column(name, type, isNullable, defaultValue, newGeneration, collation, comment, features);
    }

    public Column withCollation(Optional<TableName> newCollation) {
        return new Column(name, type, isNullable, defaultValue, generation, newCollation, comment, features);
    }

    public Column withComment(Optional<String> text) {
        return new Column(name, type, isNullable, defaultValue, generation, collation, text, features);
    }

    public Column withFeatures(ColumnFeatures newFeatures) {
        return new Column(name, type, isNullable, defaultValue, generation, collation, comment, newFeatures);
    }
}
