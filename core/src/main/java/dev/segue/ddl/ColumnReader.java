package dev.segue.ddl;

import dev.segue.schema.Column;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a column as it stands in the parentheses of a table, with the constraints that are written behind it. */
final class ColumnReader {

    private final TokenReader tokens;
    private final ConstraintReader constraints;
    private final List<Constraint> rules = new ArrayList<>();
    private final List<TableElements.Reference> references = new ArrayList<>();

    private boolean isNullable = true;
    private Optional<SqlExpression> defaultValue = Optional.empty();
    private boolean saysDefault;
    private Optional<Generation> generation = Optional.empty();
    private Optional<TableName> collation = Optional.empty();
    private Optional<String> storage = Optional.empty();
    private Optional<String> compression = Optional.empty();

    ColumnReader(TokenReader tokens) {
        this.tokens = tokens;
        this.constraints = new ConstraintReader(tokens);
    }

    Column read() {
        SqlName name = tokens.name();
        DataType type = new TypeReader(tokens).read();
        isNullable = !type.isSerial();
        readClauses(name);
        return new Column(
                name,
                type,
                isNullable,
                defaultValue,
                generation,
                collation,
                Optional.empty(),
                new ColumnFeatures(storage, compression, OptionalInt.empty(), List.of(), Optional.empty()));
    }

    /**
     * Reads what is written behind a column whose type is that of the parent table.
     *
     * @return the column of the parent with what is said of it besides; empty where the parent's are not known
     */
    Optional<Column> readOptions(List<Column> ofParent) {
        SqlName name = tokens.name();
        tokens.take("WITH", "OPTIONS");
        readClauses(name);
        if (ofParent.isEmpty()) {
            return Optional.empty();
        }
        Column inherited = ofParent.stream()
                .filter(column -> column.name().isSameAs(name, SqlSyntax.POSTGRESQL))
                .findFirst()
                .orElseThrow(tokens::stuck);
        if (generation.isPresent() || collation.isPresent() || storage.isPresent() || compression.isPresent()) {
            throw tokens.stuck();
        }
        Column own = saysDefault ? inherited.withDefault(defaultValue) : inherited;
        return Optional.of(isNullable ? own : own.required());
    }

    /** Those that were written behind the column. */
    List<Constraint> rules() {
        return List.copyOf(rules);
    }

    /** The foreign keys among these, with their places. */
    List<TableElements.Reference> references() {
        return List.copyOf(references);
    }

    private void readClauses(SqlName column) {
        while (!tokens.isAtEnd() && !tokens.isAtSign(",") && !tokens.isAtSign(")")) {
            readClause(column);
        }
    }

    private void readClause(SqlName column) {
        int first = tokens.position();
        int known = rules.size();
        readAnyClause(column);
        if (rules.size() > known && rules.get(known) instanceof Constraint.ForeignKey key) {
            references.add(new TableElements.Reference(key, first, tokens.position()));
        }
    }

    private void readAnyClause(SqlName column) {
        if (tokens.take("STORAGE")) {
            storage = Optional.of(tokens.anyName().text().toUpperCase(Locale.ROOT));
        } else if (tokens.take("COMPRESSION")) {
            compression = Optional.of(tokens.anyName().text());
        } else if (tokens.take("COLLATE")) {
            collation = Optional.of(tokens.tableName());
        } else if (tokens.take("CONSTRAINT")) {
            readRule(column, Optional.of(tokens.name()));
        } else {
            readRule(column, Optional.empty());
        }
    }

    private void readRule(SqlName column, Optional<SqlName> name) {
        if (tokens.take("NOT", "NULL")) {
            isNullable = false;
            requireNoAttributes();
        } else if (tokens.take("NULL")) {
            requireNoAttributes();
        } else if (tokens.take("DEFAULT")) {
            saysDefault = true;
            defaultValue = Optional.of(new ExpressionReader(tokens).toColumnClause())
                    .filter(value -> !value.text().equalsIgnoreCase("NULL"));
        } else if (tokens.take("GENERATED")) {
            readGeneration();
        } else if (tokens.take("CHECK")) {
            SqlExpression condition = constraints.condition();
            rules.add(ConstraintReader.checkOf(name, condition, ConstraintAttributes.read(tokens)));
        } else if (tokens.isAt("REFERENCES")) {
            rules.add(kept(constraints.references(name, List.of(column), false)));
        } else {
            readKey(column, name);
        }
    }

    private void readKey(SqlName column, Optional<SqlName> name) {
        if (tokens.take("PRIMARY", "KEY")) {
            isNullable = false;
            String indexStorage = constraints.storage();
            rules.add(new Constraint.PrimaryKey(
                    name,
                    List.of(column),
                    List.of(),
                    ConstraintAttributes.read(tokens).deferral(),
                    indexStorage));
            return;
        }
        tokens.require("UNIQUE");
        boolean areNullsDistinct = new IndexReader(tokens).areNullsDistinct();
        String indexStorage = constraints.storage();
        rules.add(new Constraint.Unique(
                name,
                List.of(column),
                List.of(),
                areNullsDistinct,
                ConstraintAttributes.read(tokens).deferral(),
                indexStorage));
    }

    private static Constraint kept(TableRule rule) {
        return ((TableRule.Kept) rule).constraint();
    }

    private void requireNoAttributes() {
        if (!ConstraintAttributes.read(tokens).isEmpty()) {
            throw tokens.stuck();
        }
    }

    private void readGeneration() {
        if (tokens.isAt("ALWAYS", "AS") && tokens.isSign(tokens.position() + 2, "(")) {
            tokens.require("ALWAYS", "AS");
            SqlExpression expression = constraints.condition();
            // Without either word it is virtual, since PostgreSQL 18.
            boolean isStored = tokens.take("STORED");
            if (!isStored) {
                tokens.take("VIRTUAL");
            }
            generation = Optional.of(new Generation.Computed(expression, isStored));
        } else {
            generation = Optional.of(identity());
            isNullable = false;
        }
    }

    /** From {@code ALWAYS} or {@code BY DEFAULT} on. */
    Generation.Identity identity() {
        boolean isAlways = tokens.take("ALWAYS");
        if (!isAlways) {
            tokens.require("BY", "DEFAULT");
        }
        tokens.require("AS", "IDENTITY");
        return new Generation.Identity(
                isAlways, tokens.isAtSign("(") ? tokens.inParentheses().text() : "");
    }
}
