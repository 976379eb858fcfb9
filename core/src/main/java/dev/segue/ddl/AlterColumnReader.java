package dev.segue.ddl;

import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.Operation;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Generation;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/** Reads {@code ALTER COLUMN}. */
final class AlterColumnReader {

    private final TokenReader tokens;
    private final TableName table;
    private final boolean isOnly;

    AlterColumnReader(TokenReader tokens, TableName table, boolean isOnly) {
        this.tokens = tokens;
        this.table = table;
        this.isOnly = isOnly;
    }

    Operation read() {
        int first = tokens.position();
        tokens.require("ALTER");
        tokens.take("COLUMN");
        SqlName column = tokens.name();
        int action = tokens.position();
        if (tokens.take("TYPE") || tokens.take("SET", "DATA", "TYPE")) {
            return changeType(column);
        }
        if (tokens.take("SET", "DEFAULT")) {
            SqlExpression value = new ExpressionReader(tokens).toComma();
            return value.text().equalsIgnoreCase("NULL")
                    ? new DropDefault(table, column, isOnly)
                    : new SetDefault(table, column, value, isOnly);
        }
        if (tokens.take("DROP", "DEFAULT")) {
            return new DropDefault(table, column, isOnly);
        }
        if (tokens.take("SET", "NOT", "NULL")) {
            return new SetNotNull(table, column, Optional.empty());
        }
        if (tokens.take("DROP", "NOT", "NULL")) {
            return new DropNotNull(table, column);
        }
        if (isSetting()) {
            return AlterTableReader.setting(tokens, table, first);
        }
        Optional<Generation> generation = generation();
        return new ChangeGeneration(table, column, generation, tokens.textFrom(action));
    }

    private Operation changeType(SqlName column) {
        DataType type = new TypeReader(tokens).read();
        Optional<TableName> collation = tokens.take("COLLATE") ? Optional.of(tokens.tableName()) : Optional.empty();
        Optional<SqlExpression> using =
                tokens.take("USING") ? Optional.of(new ExpressionReader(tokens).toComma()) : Optional.empty();
        return new ChangeColumnType(table, column, type, collation, using, Optional.empty());
    }

    private boolean isSetting() {
        int behind = tokens.position() + 1;
        return (tokens.isAt("SET") && tokens.isSign(behind, "("))
                || (tokens.isAt("RESET") && tokens.isSign(behind, "("))
                || tokens.isAt("SET", "STATISTICS")
                || tokens.isAt("SET", "STORAGE")
                || tokens.isAt("SET", "COMPRESSION")
                || tokens.isAt("RESTART")
                || isSequenceOption();
    }

    private boolean isSequenceOption() {
        for (String option : new String[] {"INCREMENT", "MINVALUE", "MAXVALUE", "START", "CACHE", "CYCLE", "NO"}) {
            if (tokens.isAt("SET", option)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Generation> generation() {
        if (tokens.take("ADD", "GENERATED")) {
            return Optional.of(new ColumnReader(tokens).identity());
        }
        if (tokens.take("DROP", "IDENTITY") || tokens.take("DROP", "EXPRESSION")) {
            tokens.take("IF", "EXISTS");
            return Optional.empty();
        }
        if (tokens.take("SET", "EXPRESSION", "AS")) {
            // Whether it is stored stays as it was; a stored one is what takes care.
            return Optional.of(new Generation.Computed(new ConstraintReader(tokens).condition(), true));
        }
        tokens.require("SET", "GENERATED");
        boolean isAlways = tokens.take("ALWAYS");
        if (!isAlways) {
            tokens.require("BY", "DEFAULT");
        }
        while (tokens.isAt("SET") || tokens.isAt("RESTART")) {
            skipSequenceOption();
        }
        return Optional.of(new Generation.Identity(isAlways, ""));
    }

    private void skipSequenceOption() {
        tokens.skip();
        while (!tokens.isAtEnd() && !tokens.isAtSign(",") && !tokens.isAt("SET") && !tokens.isAt("RESTART")) {
            tokens.skip();
        }
    }
}
