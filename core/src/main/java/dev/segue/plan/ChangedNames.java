package dev.segue.plan;

import dev.segue.dialect.OldName;
import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateTable;
import dev.segue.operation.CreateView;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropType;
import dev.segue.operation.DropView;
import dev.segue.operation.Operation;
import dev.segue.operation.RenameColumn;
import dev.segue.operation.RenameTable;
import dev.segue.schema.Sequence;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/** Names that operations take and give up, with what they are names of, the same whether the schema {@code public} is written or not. */
final class ChangedNames {

    private ChangedNames() {}

    /** The sequence of an identity is not among them, to which the database gives another name where one is in use. */
    static List<String> taken(Operation operation) {
        if (operation instanceof AddColumn add) {
            return List.of(column(add.table(), add.column().name()));
        }
        if (operation instanceof RenameColumn rename) {
            return List.of(column(rename.table(), rename.newName()));
        }
        if (operation instanceof AddConstraint add) {
            return add.constraint()
                    .name()
                    .map(name -> List.of(constraint(add.table(), name)))
                    .orElse(List.of());
        }
        if (operation instanceof CreateIndex create) {
            return create.index().name().stream()
                    .map(name -> "index "
                            + alike(new TableName(create.index().table().schema(), name)))
                    .toList();
        }
        return made(operation).stream().toList();
    }

    private static Optional<String> made(Operation operation) {
        if (operation instanceof CreateTable create) {
            return Optional.of("table " + alike(create.table().name()));
        }
        if (operation instanceof RenameTable rename) {
            return Optional.of("table " + alike(new TableName(rename.table().schema(), rename.newName())));
        }
        if (operation instanceof CreateView create) {
            return Optional.of("view " + alike(create.view()));
        }
        if (operation instanceof CreateSequence create) {
            return Optional.of(sequence(create.sequence()));
        }
        return operation instanceof CreateEnum create
                ? Optional.of("type " + alike(create.type().name()))
                : Optional.empty();
    }

    /** @param sequences that are known */
    static Optional<String> freed(Operation operation, List<Sequence> sequences) {
        if (operation instanceof DropView drop) {
            return Optional.of("view " + alike(drop.view()));
        }
        if (operation instanceof DropSequence drop) {
            return Optional.of(sequence(drop.sequence()));
        }
        if (operation instanceof DropType drop) {
            return Optional.of("type " + alike(drop.type()));
        }
        if (operation instanceof DropIndex drop) {
            return Optional.of("index " + alike(drop.index()));
        }
        if (operation instanceof DropConstraint drop) {
            return Optional.of(constraint(drop.table(), drop.constraint()));
        }
        if (operation instanceof ChangeGeneration change && change.generation().isEmpty()) {
            return Optional.of(countingSequence(change.table(), change.column(), sequences));
        }
        return Leaving.with(operation).map(name -> new OldName(alike(name.table()), name.column()).text());
    }

    /** That of an identity; where it is not known which one, it has the name that the database gives. */
    static String countingSequence(TableName table, SqlName column, List<Sequence> sequences) {
        return sequences.stream()
                .filter(sequence -> sequence.owner()
                        .filter(owner -> alike(owner.table()).equals(alike(table))
                                && owner.column().equals(column))
                        .isPresent())
                .map(Sequence::name)
                .map(ChangedNames::sequence)
                .findFirst()
                .orElseGet(() -> usualSequence(table, column));
    }

    private static String usualSequence(TableName table, SqlName column) {
        SqlName name = SqlName.of(table.name().text() + "_" + column.text() + "_seq");
        return sequence(new TableName(table.schema(), name));
    }

    private static String sequence(TableName name) {
        return "sequence " + alike(name);
    }

    private static String constraint(TableName table, SqlName name) {
        return "constraint " + name + " of " + alike(table);
    }

    static String column(TableName table, SqlName column) {
        return "column " + alike(table) + "." + column;
    }

    /** One revision may write the schema, and another one leave it out. */
    static TableName alike(TableName table) {
        return table.schema().filter(schema -> schema.text().equals("public")).isPresent()
                ? new TableName(Optional.empty(), table.name())
                : table;
    }
}
