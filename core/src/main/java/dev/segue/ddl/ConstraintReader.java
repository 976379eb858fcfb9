package dev.segue.ddl;

import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a constraint as it stands among the columns of a table, or behind {@code ADD}. */
final class ConstraintReader {

    private static final String NO_ACTION = "NO ACTION";

    private final TokenReader tokens;

    ConstraintReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** True where one comes next; none of these words can begin a column. */
    boolean isNext() {
        return tokens.isAt("CONSTRAINT")
                || tokens.isAt("PRIMARY", "KEY")
                || tokens.isAt("UNIQUE")
                || tokens.isAt("FOREIGN", "KEY")
                || tokens.isAt("CHECK")
                || tokens.isAt("NOT", "NULL")
                || isExclusionNext();
    }

    /** A column may be called "exclude". */
    private boolean isExclusionNext() {
        return tokens.isAt("EXCLUDE", "USING") || (tokens.isAt("EXCLUDE") && tokens.isSign(tokens.position() + 1, "("));
    }

    TableRule read() {
        int first = tokens.position();
        Optional<SqlName> name = tokens.take("CONSTRAINT") ? Optional.of(tokens.name()) : Optional.empty();
        if (tokens.take("NOT", "NULL")) {
            return required(name, first);
        }
        return read(name);
    }

    private TableRule required(Optional<SqlName> name, int first) {
        SqlName column = tokens.name();
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        boolean isPlain = attributes.deferral() == Deferral.NOT_DEFERRABLE && attributes.isEnforced();
        if (!isPlain || (name.isEmpty() && !attributes.isNotValid() && !attributes.isInherited())) {
            throw tokens.stuck();
        }
        return new TableRule.Required(name, column, tokens.textFrom(first), attributes.isNotValid());
    }

    private TableRule read(Optional<SqlName> name) {
        if (tokens.take("PRIMARY", "KEY")) {
            return tokens.take("USING", "INDEX") ? onIndex(name, true) : primaryKey(name);
        }
        if (tokens.take("UNIQUE")) {
            return tokens.take("USING", "INDEX") ? onIndex(name, false) : unique(name);
        }
        if (tokens.take("FOREIGN", "KEY")) {
            return foreignKey(name);
        }
        if (tokens.take("CHECK")) {
            return check(name);
        }
        if (isExclusionNext()) {
            return exclusion(name);
        }
        throw tokens.stuck();
    }

    private TableRule onIndex(Optional<SqlName> name, boolean isPrimaryKey) {
        SqlName index = tokens.name();
        return new TableRule.OnIndex(
                name, index, isPrimaryKey, ConstraintAttributes.read(tokens).deferral());
    }

    private TableRule primaryKey(Optional<SqlName> name) {
        KeyColumns key = keyColumns();
        List<SqlName> include = tokens.take("INCLUDE") ? tokens.names() : List.of();
        String storage = storage();
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        return new TableRule.Kept(
                new Constraint.PrimaryKey(
                        name, key.columns, include, attributes.deferral(), storage, key.isWithoutOverlaps),
                attributes.isNotValid());
    }

    private TableRule unique(Optional<SqlName> name) {
        boolean areNullsDistinct = new IndexReader(tokens).areNullsDistinct();
        KeyColumns key = keyColumns();
        List<SqlName> include = tokens.take("INCLUDE") ? tokens.names() : List.of();
        String storage = storage();
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        return new TableRule.Kept(
                new Constraint.Unique(
                        name,
                        key.columns,
                        include,
                        areNullsDistinct,
                        attributes.deferral(),
                        storage,
                        key.isWithoutOverlaps),
                attributes.isNotValid());
    }

    /** {@code (a, b WITHOUT OVERLAPS)} */
    private KeyColumns keyColumns() {
        List<SqlName> columns = new ArrayList<>();
        boolean isWithoutOverlaps = false;
        tokens.requireSign("(");
        do {
            columns.add(tokens.name());
            isWithoutOverlaps = tokens.take("WITHOUT", "OVERLAPS");
        } while (!isWithoutOverlaps && tokens.takeSign(","));
        tokens.requireSign(")");
        return new KeyColumns(columns, isWithoutOverlaps);
    }

    /** What is said about the index behind a constraint. */
    String storage() {
        int first = tokens.position();
        if (tokens.isAt("WITH") && tokens.isSign(first + 1, "(")) {
            tokens.take("WITH");
            tokens.skip();
        }
        if (tokens.take("USING", "INDEX", "TABLESPACE")) {
            tokens.name();
        }
        return tokens.textFrom(first);
    }

    private TableRule foreignKey(Optional<SqlName> name) {
        KeyColumns columns = periodColumns();
        return references(name, columns.columns, columns.isWithoutOverlaps);
    }

    /** From {@code REFERENCES} on. */
    TableRule references(Optional<SqlName> name, List<SqlName> columns, boolean isPeriod) {
        tokens.require("REFERENCES");
        TableName table = tokens.tableName();
        List<SqlName> referenced = tokens.isAtSign("(") ? periodColumns().columns : List.of();
        String match = tokens.take("MATCH") ? match() : "SIMPLE";
        String onUpdate = NO_ACTION;
        String onDelete = NO_ACTION;
        while (tokens.isAt("ON")) {
            tokens.take("ON");
            if (tokens.take("UPDATE")) {
                onUpdate = action();
            } else {
                tokens.require("DELETE");
                onDelete = action();
            }
        }
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        return new TableRule.Kept(
                new Constraint.ForeignKey(
                        name,
                        columns,
                        table,
                        referenced,
                        match,
                        onUpdate,
                        onDelete,
                        attributes.deferral(),
                        attributes.isValidated(),
                        attributes.isEnforced(),
                        isPeriod),
                attributes.isNotValid());
    }

    /** {@code (a, PERIOD b)}; a column may be called "period" too. */
    private KeyColumns periodColumns() {
        List<SqlName> columns = new ArrayList<>();
        boolean isPeriod = false;
        tokens.requireSign("(");
        do {
            boolean isBeforeColumn = tokens.isName(tokens.position() + 1);
            isPeriod = isBeforeColumn && tokens.take("PERIOD");
            columns.add(tokens.name());
        } while (!isPeriod && tokens.takeSign(","));
        tokens.requireSign(")");
        return new KeyColumns(columns, isPeriod);
    }

    private String match() {
        for (String kind : List.of("FULL", "SIMPLE", "PARTIAL")) {
            if (tokens.take(kind)) {
                return kind;
            }
        }
        throw tokens.stuck();
    }

    private String action() {
        if (tokens.take("NO", "ACTION")) {
            return NO_ACTION;
        }
        if (tokens.take("RESTRICT")) {
            return "RESTRICT";
        }
        if (tokens.take("CASCADE")) {
            return "CASCADE";
        }
        tokens.require("SET");
        String value = tokens.take("NULL") ? "SET NULL" : "SET DEFAULT";
        if (value.equals("SET DEFAULT")) {
            tokens.require("DEFAULT");
        }
        return tokens.isAtSign("(") ? value + " " + DdlText.list(tokens.names()) : value;
    }

    private TableRule check(Optional<SqlName> name) {
        SqlExpression condition = condition();
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        return new TableRule.Kept(checkOf(name, condition, attributes), attributes.isNotValid());
    }

    /** What stands in the parentheses, without more of them around it. */
    SqlExpression condition() {
        int open = tokens.position();
        if (!tokens.isAtSign("(")) {
            throw tokens.stuck();
        }
        tokens.skip();
        return new ExpressionReader(tokens).withoutParentheses(open + 1, tokens.position() - 1);
    }

    static Constraint.Check checkOf(Optional<SqlName> name, SqlExpression condition, ConstraintAttributes attributes) {
        return new Constraint.Check(
                name,
                condition,
                List.copyOf(ColumnReferences.in(condition).columns()),
                attributes.isInherited(),
                attributes.isValidated(),
                attributes.isEnforced());
    }

    private TableRule exclusion(Optional<SqlName> name) {
        int first = tokens.position();
        tokens.require("EXCLUDE");
        if (tokens.take("USING")) {
            tokens.name();
        }
        tokens.inParentheses();
        if (tokens.take("INCLUDE")) {
            tokens.names();
        }
        storage();
        if (tokens.take("WHERE")) {
            tokens.inParentheses();
        }
        String definition = tokens.textFrom(first);
        ConstraintAttributes attributes = ConstraintAttributes.read(tokens);
        List<SqlName> columns =
                List.copyOf(ColumnReferences.inDefinition(definition).columns());
        return new TableRule.Kept(
                new Constraint.Exclusion(name, definition, columns, attributes.deferral()), attributes.isNotValid());
    }

    /** @param isWithoutOverlaps the last one stands for a span of time */
    private record KeyColumns(List<SqlName> columns, boolean isWithoutOverlaps) {}
}
