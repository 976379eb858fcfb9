package dev.segue.ddl;

import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.ChangeTableSetting;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameConstraint;
import dev.segue.operation.RenameTable;
import dev.segue.operation.ValidateConstraint;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code ALTER TABLE}: one operation for each action, more where a column brings constraints. {@code IF EXISTS} makes
 * no difference to what is meant, and {@code ONLY} makes one for defaults.
 */
final class AlterTableReader {

    private final TokenReader tokens;
    private final List<Operation> operations = new ArrayList<>();
    private TableName table = TableName.of("unknown");
    private boolean isOnly;

    AlterTableReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    List<Operation> read() {
        tokens.require("ALTER", "TABLE");
        tokens.take("IF", "EXISTS");
        isOnly = tokens.take("ONLY");
        table = tokens.tableName();
        tokens.takeSign("*");
        if (!readWhole()) {
            do {
                readAction();
            } while (tokens.takeSign(","));
        }
        return operations;
    }

    /** The forms that stand alone. */
    private boolean readWhole() {
        if (tokens.take("RENAME")) {
            operations.add(rename());
        } else if (tokens.take("SET", "SCHEMA")) {
            operations.add(new MoveTable(table, tokens.name()));
        } else if (tokens.take("ATTACH", "PARTITION")) {
            TableName partition = tokens.tableName();
            operations.add(new AttachPartition(table, partition, new CreateTableReader(tokens).bound()));
        } else if (tokens.take("DETACH", "PARTITION")) {
            operations.add(new DetachPartition(table, tokens.tableName()));
            tokens.take("CONCURRENTLY");
        } else {
            return false;
        }
        return true;
    }

    private Operation rename() {
        if (tokens.take("TO")) {
            return new RenameTable(table, tokens.name());
        }
        if (tokens.take("CONSTRAINT")) {
            SqlName constraint = tokens.name();
            tokens.require("TO");
            return new RenameConstraint(table, constraint, tokens.name());
        }
        tokens.take("COLUMN");
        SqlName column = tokens.name();
        tokens.require("TO");
        return new RenameColumn(table, column, tokens.name());
    }

    private void readAction() {
        int first = tokens.position();
        if (tokens.take("ADD")) {
            readAddition();
        } else if (tokens.take("DROP")) {
            operations.add(drop());
        } else if (tokens.take("VALIDATE", "CONSTRAINT")) {
            operations.add(new ValidateConstraint(table, tokens.name()));
        } else if (tokens.isAt("ALTER") && !tokens.isAt("ALTER", "CONSTRAINT")) {
            operations.add(new AlterColumnReader(tokens, table, isOnly).read());
        } else if (isSetting()) {
            operations.add(setting(tokens, table, first));
        } else {
            throw tokens.stuck();
        }
    }

    private void readAddition() {
        ConstraintReader constraint = new ConstraintReader(tokens);
        if (constraint.isNext()) {
            operations.addAll(constraint.read().addedTo(table));
            return;
        }
        tokens.take("COLUMN");
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        ColumnReader reader = new ColumnReader(tokens);
        Column column = reader.read();
        if (ifNotExists && !reader.rules().isEmpty()) {
            // Its constraints are added only if it is: that is one thing, not several.
            throw tokens.stuck();
        }
        operations.add(new AddColumn(table, column, ifNotExists, Optional.empty()));
        for (Constraint rule : reader.rules()) {
            operations.add(new AddConstraint(table, rule, false));
        }
    }

    private Operation drop() {
        boolean isConstraint = tokens.take("CONSTRAINT");
        if (!isConstraint) {
            tokens.take("COLUMN");
        }
        boolean ifExists = tokens.take("IF", "EXISTS");
        SqlName name = tokens.name();
        boolean cascade = tokens.take("CASCADE");
        if (!cascade) {
            tokens.take("RESTRICT");
        }
        return isConstraint
                ? new DropConstraint(table, name, ifExists, cascade)
                : new DropColumn(table, name, ifExists, cascade, Optional.empty());
    }

    private boolean isSetting() {
        return tokens.isAt("ALTER", "CONSTRAINT")
                || tokens.isAt("SET", "WITHOUT")
                || tokens.isAt("SET", "ACCESS", "METHOD")
                || tokens.isAt("SET", "TABLESPACE")
                || tokens.isAt("SET", "LOGGED")
                || tokens.isAt("SET", "UNLOGGED")
                || (tokens.isAt("SET") && tokens.isSign(tokens.position() + 1, "("))
                || tokens.isAt("RESET")
                || tokens.isAt("CLUSTER", "ON")
                || tokens.isAt("INHERIT")
                || tokens.isAt("NO", "INHERIT")
                || tokens.isAt("OF")
                || tokens.isAt("NOT", "OF")
                || tokens.isAt("OWNER", "TO")
                || tokens.isAt("REPLICA", "IDENTITY")
                || tokens.isAt("ENABLE")
                || tokens.isAt("DISABLE")
                || tokens.isAt("FORCE", "ROW")
                || tokens.isAt("NO", "FORCE");
    }

    /** Everything up to the next action. */
    static ChangeTableSetting setting(TokenReader tokens, TableName table, int first) {
        tokens.moveTo(first);
        String action = new ExpressionReader(tokens).toComma().text();
        return new ChangeTableSetting(table, action);
    }
}
