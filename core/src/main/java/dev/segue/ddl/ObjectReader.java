package dev.segue.ddl;

import dev.segue.operation.AddDomainRule;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.ChangeSequence;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.CommentOnTable;
import dev.segue.operation.CreateDomain;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateView;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameEnumValue;
import dev.segue.operation.RenameIndex;
import dev.segue.operation.RenameType;
import dev.segue.schema.Domain;
import dev.segue.schema.EnumType;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads statements about types, domains, sequences and views, comments, and the renaming of an index. */
final class ObjectReader {

    private final TokenReader tokens;

    ObjectReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    Operation createEnum() {
        tokens.require("CREATE", "TYPE");
        TableName name = tokens.tableName();
        tokens.require("AS", "ENUM");
        tokens.requireSign("(");
        List<String> values = new ArrayList<>();
        if (!tokens.isAtSign(")")) {
            do {
                values.add(tokens.string());
            } while (tokens.takeSign(","));
        }
        tokens.requireSign(")");
        return new CreateEnum(new EnumType(name, values, Optional.empty()));
    }

    /** A rule stands outside of parentheses, where no expression can hold the same words. */
    Operation createDomain() {
        tokens.require("CREATE", "DOMAIN");
        TableName name = tokens.tableName();
        tokens.take("AS");
        DataType base = new TypeReader(tokens).read();
        boolean isChecked = false;
        boolean isRequired = false;
        while (!tokens.isAtEnd()) {
            isRequired |= tokens.isAt("NOT", "NULL");
            isChecked |= tokens.isAt("CHECK");
            tokens.skip();
        }
        return new CreateDomain(new Domain(name, base, isChecked || isRequired, !isRequired), tokens.statement());
    }

    Operation addDomainRule() {
        tokens.require("ALTER", "DOMAIN");
        TableName name = tokens.tableName();
        boolean forbidsNull = tokens.take("SET", "NOT", "NULL");
        if (!forbidsNull) {
            tokens.require("ADD");
            if (tokens.take("CONSTRAINT")) {
                tokens.name();
            }
            forbidsNull = tokens.take("NOT", "NULL");
            if (!forbidsNull) {
                tokens.require("CHECK");
            }
        }
        skipRest();
        return new AddDomainRule(name, forbidsNull, tokens.statement());
    }

    Operation alterType() {
        tokens.require("ALTER", "TYPE");
        TableName type = tokens.tableName();
        if (tokens.take("RENAME", "TO")) {
            return new RenameType(type, tokens.name());
        }
        if (tokens.take("RENAME", "VALUE")) {
            String value = tokens.string();
            tokens.require("TO");
            return new RenameEnumValue(type, value, tokens.string());
        }
        tokens.require("ADD", "VALUE");
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        String value = tokens.string();
        Optional<String> before = tokens.take("BEFORE") ? Optional.of(tokens.string()) : Optional.empty();
        Optional<String> after = tokens.take("AFTER") ? Optional.of(tokens.string()) : Optional.empty();
        return new AddEnumValue(type, value, ifNotExists, before, after);
    }

    Operation createSequence() {
        tokens.require("CREATE", "SEQUENCE");
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        TableName sequence = tokens.tableName();
        skipRest();
        return new CreateSequence(sequence, ifNotExists, tokens.statement());
    }

    Operation alterSequence() {
        tokens.require("ALTER", "SEQUENCE");
        tokens.take("IF", "EXISTS");
        TableName sequence = tokens.tableName();
        if (tokens.isAt("RENAME") || tokens.isAt("SET", "SCHEMA")) {
            throw tokens.stuck();
        }
        skipRest();
        return new ChangeSequence(sequence, tokens.statement());
    }

    Operation createView() {
        tokens.require("CREATE");
        boolean orReplace = tokens.take("OR", "REPLACE");
        boolean isMaterialized = !orReplace && tokens.take("MATERIALIZED");
        if (!isMaterialized) {
            tokens.take("RECURSIVE");
        }
        tokens.require("VIEW");
        boolean ifNotExists = isMaterialized && tokens.take("IF", "NOT", "EXISTS");
        TableName view = tokens.tableName();
        skipRest();
        return new CreateView(view, isMaterialized, orReplace, ifNotExists, tokens.statement());
    }

    Operation renameIndex() {
        tokens.require("ALTER", "INDEX");
        boolean ifExists = tokens.take("IF", "EXISTS");
        TableName index = tokens.tableName();
        tokens.require("RENAME", "TO");
        return new RenameIndex(index, tokens.name(), ifExists);
    }

    Operation comment() {
        tokens.require("COMMENT", "ON");
        if (tokens.take("TABLE")) {
            TableName table = tokens.tableName();
            return new CommentOnTable(table, commentText());
        }
        tokens.require("COLUMN");
        List<SqlName> names = new ArrayList<>();
        do {
            names.add(tokens.anyName());
        } while (tokens.takeSign("."));
        SqlName column = names.remove(names.size() - 1);
        TableName table = switch (names.size()) {
            case 1 -> new TableName(Optional.empty(), names.get(0));
            case 2 -> new TableName(Optional.of(names.get(0)), names.get(1));
            default -> throw tokens.stuck();
        };
        return new CommentOnColumn(table, column, commentText());
    }

    /** An empty comment is none. */
    private Optional<String> commentText() {
        tokens.require("IS");
        return tokens.take("NULL")
                ? Optional.empty()
                : Optional.of(tokens.string()).filter(text -> !text.isEmpty());
    }

    private void skipRest() {
        tokens.moveTo(tokens.size());
    }
}
