package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.TransactionControl;
import dev.segue.operation.AddColumn;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DropColumn;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.MoveTable;
import dev.segue.operation.Operation;
import dev.segue.operation.Reach;
import dev.segue.operation.RenameTable;
import dev.segue.operation.SetNotNull;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operation of a revision is understood as.
 *
 * @param asked the operation as it stands in the revision
 * @param meaning the operations that a statement stands for; the operation itself where it is no statement; empty where
 *     it is not known
 * @param isFree it may be carried out in another form than the one in which it is written
 */
record Intention(Operation asked, List<Operation> meaning, boolean isFree) {

    Intention {
        meaning = List.copyOf(meaning);
    }

    /**
     * All that a revision asks for in one direction. A file that is one transaction from end to end means what Segue does
     * anyway, so what opens and closes it is left out.
     */
    static List<Intention> all(List<Operation> asked, Dialect dialect, TransactionWish wish) {
        List<Intention> intentions = new ArrayList<>();
        for (Operation operation : withoutOuterTransaction(asked, dialect)) {
            intentions.add(of(operation, dialect, wish));
        }
        return intentions;
    }

    /** The same for where nothing is known of the database: everything is run as it stands. */
    static List<Intention> allVerbatim(List<Operation> asked, Dialect dialect) {
        List<Intention> intentions = new ArrayList<>();
        for (Operation operation : withoutOuterTransaction(asked, dialect)) {
            intentions.add(
                    operation instanceof ExecuteSql
                            ? new Intention(operation, List.of(), false)
                            : of(operation, dialect, TransactionWish.DEFAULT));
        }
        return intentions;
    }

    private static List<Operation> withoutOuterTransaction(List<Operation> asked, Dialect dialect) {
        boolean isWrapped = asked.size() >= 2
                && controlOf(asked.get(0), dialect) == TransactionControl.BEGIN
                && controlOf(asked.get(asked.size() - 1), dialect) == TransactionControl.COMMIT;
        return isWrapped ? asked.subList(1, asked.size() - 1) : asked;
    }

    private static TransactionControl controlOf(Operation operation, Dialect dialect) {
        return operation instanceof ExecuteSql sql
                ? dialect.transactionControlOf(sql.statement())
                : TransactionControl.NONE;
    }

    /** @param wish a revision that wants no transaction says exactly how it is to be run */
    static Intention of(Operation asked, Dialect dialect, TransactionWish wish) {
        if (!(asked instanceof ExecuteSql sql)) {
            return new Intention(asked, List.of(asked), true);
        }
        ExecuteSql.Manner manner = sql.manner();
        if (manner.batches().isPresent()) {
            List<Operation> inBatches =
                    dialect.inBatches(sql.statement(), manner.batches().get());
            return new Intention(asked, inBatches, !inBatches.isEmpty());
        }
        List<Operation> meaning = new ArrayList<>();
        for (Operation operation : dialect.meaningOf(sql.statement())) {
            meaning.add(hinted(operation, manner));
        }
        boolean isFree = manner.isIntention() && wish != TransactionWish.NONE && !meaning.isEmpty();
        return new Intention(asked, meaning, isFree);
    }

    /** What a statement cannot say, but a directive in front of it did. */
    private static Operation hinted(Operation operation, ExecuteSql.Manner manner) {
        if (operation instanceof AddColumn add) {
            return new AddColumn(
                    add.table(), add.column(), add.ifNotExists(), manner.value().or(add::value));
        }
        if (operation instanceof SetNotNull set) {
            return new SetNotNull(set.table(), set.column(), manner.value().or(set::fill));
        }
        if (operation instanceof DropColumn drop) {
            return new DropColumn(
                    drop.table(),
                    drop.column(),
                    drop.ifExists(),
                    drop.cascade(),
                    manner.back().or(drop::back));
        }
        if (operation instanceof ChangeColumnType change) {
            return new ChangeColumnType(
                    change.table(),
                    change.column(),
                    change.type(),
                    change.collation(),
                    manner.value().or(change::using),
                    manner.back().or(change::back));
        }
        return operation;
    }

    Schema applyTo(Schema before) {
        Schema after = before;
        for (Operation operation : meaning) {
            after = operation.applyTo(after);
        }
        return after;
    }

    /** Tables that are there under these names only once the operation has run. */
    Set<TableName> made() {
        Set<TableName> made = new HashSet<>();
        for (Operation operation : meaning) {
            if (operation instanceof CreateTable create) {
                made.add(create.table().name());
            } else if (operation instanceof RenameTable rename) {
                made.add(new TableName(rename.table().schema(), rename.newName()));
            } else if (operation instanceof MoveTable move) {
                made.add(new TableName(
                        Optional.of(move.newSchema()), move.table().name()));
            }
        }
        return made;
    }

    /** The tables that the operation has to do with, whether it may be carried out in another form or not. */
    Set<TableName> tables() {
        Set<TableName> tables = new HashSet<>();
        for (Operation operation : meaning) {
            Reach reach = operation.reach();
            tables.addAll(reach.reads());
            tables.addAll(reach.writes());
        }
        return tables;
    }
}
