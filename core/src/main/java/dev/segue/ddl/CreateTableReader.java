package dev.segue.ddl;

import dev.segue.operation.CreateTable;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code CREATE TABLE}. Columns that come from elsewhere ({@code LIKE}, {@code OF}, a parent) are not in the value,
 * only in the statement that it carries.
 */
final class CreateTableReader {

    private final TokenReader tokens;
    private final List<Column> ofParent;
    private final TableElements elements;
    private final List<Column> columns = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<TableName> inherits = new ArrayList<>();
    private Optional<Table.Partition> partition = Optional.empty();

    CreateTableReader(TokenReader tokens) {
        this(tokens, List.of());
    }

    /** @param ofParent the columns of the table that the new one is a partition of, where they are known */
    CreateTableReader(TokenReader tokens, List<Column> ofParent) {
        this.tokens = tokens;
        this.ofParent = ofParent;
        this.elements = new TableElements(tokens);
    }

    /** The statement without these foreign keys, once it was read. */
    String without(Collection<? extends Constraint> leftOut) {
        return elements.without(leftOut);
    }

    CreateTable read() {
        tokens.require("CREATE");
        boolean isUnlogged = tokens.take("UNLOGGED");
        tokens.require("TABLE");
        boolean ifNotExists = tokens.take("IF", "NOT", "EXISTS");
        TableName name = tokens.tableName();
        readBody();
        Optional<String> partitioning = tokens.take("PARTITION", "BY") ? Optional.of(partitioning()) : Optional.empty();
        String storage = storage();
        tokens.requireEnd();
        TableFeatures features = TableFeatures.NONE
                .withPersistence(isUnlogged ? TableFeatures.Persistence.UNLOGGED : TableFeatures.Persistence.PERMANENT)
                .withStorage(storage);
        Table table = new Table(
                name,
                requiredByKey(),
                constraints,
                List.of(),
                partitioning,
                partition,
                inherits,
                Optional.empty(),
                features,
                TableSize.NEW);
        return new CreateTable(table, ifNotExists, Optional.of(tokens.statement()));
    }

    private void readBody() {
        if (tokens.take("PARTITION", "OF")) {
            TableName parent = tokens.tableName();
            readOptions();
            partition = Optional.of(new Table.Partition(parent, bound()));
        } else if (tokens.take("OF")) {
            tokens.tableName();
            readOptions();
        } else {
            readElements();
            if (tokens.take("INHERITS")) {
                readParents();
            }
        }
    }

    private void readElements() {
        tokens.requireSign("(");
        if (tokens.takeSign(")")) {
            return;
        }
        do {
            readElement();
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
    }

    private void readElement() {
        int first = tokens.position();
        if (tokens.take("LIKE")) {
            tokens.tableName();
            while (tokens.take("INCLUDING") || tokens.take("EXCLUDING")) {
                tokens.anyName();
            }
            elements.add(first, List.of());
        } else if (new ConstraintReader(tokens).isNext()) {
            readRule();
        } else {
            ColumnReader column = new ColumnReader(tokens);
            columns.add(column.read());
            constraints.addAll(column.rules());
            elements.add(first, column.references());
        }
    }

    private void readRule() {
        int first = tokens.position();
        TableRule rule = new ConstraintReader(tokens).read();
        List<TableElements.Reference> references = List.of();
        if (rule instanceof TableRule.Kept kept) {
            constraints.add(kept.constraint());
            references = List.of(new TableElements.Reference(kept.constraint(), first, tokens.position()));
        } else if (rule instanceof TableRule.Required required) {
            require(List.of(required.column()));
        } else {
            throw tokens.stuck();
        }
        elements.add(first, references);
    }

    private void readOptions() {
        if (!tokens.takeSign("(")) {
            return;
        }
        do {
            if (new ConstraintReader(tokens).isNext()) {
                readRule();
            } else {
                int first = tokens.position();
                ColumnReader column = new ColumnReader(tokens);
                column.readOptions(ofParent).ifPresent(columns::add);
                constraints.addAll(column.rules());
                elements.add(first, column.references());
            }
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
    }

    private void readParents() {
        tokens.requireSign("(");
        do {
            inherits.add(tokens.tableName());
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
    }

    /** A row of a partition, as {@code FOR VALUES …} or {@code DEFAULT}. */
    String bound() {
        int first = tokens.position();
        if (tokens.take("DEFAULT")) {
            return "DEFAULT";
        }
        tokens.require("FOR", "VALUES");
        if (tokens.take("FROM")) {
            tokens.inParentheses();
            tokens.require("TO");
        } else if (!tokens.take("IN")) {
            tokens.require("WITH");
        }
        tokens.inParentheses();
        return tokens.textFrom(first);
    }

    private String partitioning() {
        int first = tokens.position();
        tokens.name();
        tokens.inParentheses();
        return tokens.textFrom(first);
    }

    private String storage() {
        int first = tokens.position();
        if (tokens.take("USING")) {
            tokens.name();
        }
        if (tokens.take("WITH")) {
            tokens.inParentheses();
        } else {
            tokens.take("WITHOUT", "OIDS");
        }
        if (tokens.take("TABLESPACE")) {
            tokens.name();
        }
        return tokens.textFrom(first);
    }

    /** A primary key lets no NULL into its columns, wherever it is written. */
    private List<Column> requiredByKey() {
        for (Constraint constraint : constraints) {
            if (constraint instanceof Constraint.PrimaryKey key) {
                require(key.columns());
            }
        }
        return columns;
    }

    private void require(List<SqlName> names) {
        columns.replaceAll(column ->
                names.stream().anyMatch(name -> column.name().isSameAs(name, SqlSyntax.POSTGRESQL))
                        ? column.required()
                        : column);
    }
}
