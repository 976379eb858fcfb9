package dev.segue.plan;

import dev.segue.operation.AddColumn;
import dev.segue.operation.AddConstraint;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.CreateEnum;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.CreateSequence;
import dev.segue.operation.CreateTable;
import dev.segue.operation.CreateView;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropConstraint;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropIndex;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.DropSequence;
import dev.segue.operation.DropTable;
import dev.segue.operation.DropType;
import dev.segue.operation.DropView;
import dev.segue.operation.Inverse;
import dev.segue.operation.Operation;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.schema.Schema;
import java.util.Objects;
import java.util.Optional;

/** Which operation of one direction of a revision undoes which one of the other. */
final class Counterparts {

    private final Schema schema;

    Counterparts(Schema schema) {
        this.schema = schema;
    }

    boolean isUndoneBy(Intention asked, Intention undo) {
        return undo.meaning().stream()
                .anyMatch(back -> asked.meaning().stream().anyMatch(there -> isUndoneBy(there, back)));
    }

    boolean isUndoneBy(Operation there, Operation back) {
        if (there instanceof ChangeColumnType to && back instanceof ChangeColumnType from) {
            return to.table().equals(from.table()) && to.column().equals(from.column());
        }
        if (there instanceof DropColumn drop && back instanceof AddColumn add) {
            return drop.table().equals(add.table())
                    && drop.column().equals(add.column().name());
        }
        if (there instanceof DropTable drop && back instanceof CreateTable create) {
            return drop.table().equals(create.table().name());
        }
        if (there instanceof DropIndex drop && back instanceof CreateIndex create) {
            return create.index().name().equals(Optional.of(drop.index().name()));
        }
        if (there instanceof DropConstraint drop && back instanceof AddConstraint add) {
            return drop.table().equals(add.table()) && add.constraint().name().equals(Optional.of(drop.constraint()));
        }
        if (there instanceof DropSequence drop && back instanceof CreateSequence create) {
            return drop.sequence().equals(create.sequence());
        }
        if (there instanceof DropView drop && back instanceof CreateView create) {
            return drop.view().equals(create.view());
        }
        if (there instanceof DropType drop && back instanceof CreateEnum create) {
            return drop.type().equals(create.type().name());
        }
        if (there instanceof DropDefault drop && back instanceof SetDefault set) {
            return drop.table().equals(set.table()) && drop.column().equals(set.column());
        }
        if (there instanceof ChangeGeneration to && back instanceof ChangeGeneration from) {
            return to.table().equals(from.table()) && to.column().equals(from.column());
        }
        if (there instanceof SetNotNull set && back instanceof DropNotNull drop) {
            return set.table().equals(drop.table()) && set.column().equals(drop.column());
        }
        if (there instanceof RemoveEnumValue remove && back instanceof AddEnumValue add) {
            return remove.type().equals(add.type()) && remove.value().equals(add.value());
        }
        return there.inverse(schema) instanceof Inverse.Exact exact
                && exact.operations().size() == 1
                && Objects.equals(exact.operations().get(0), back);
    }
}
