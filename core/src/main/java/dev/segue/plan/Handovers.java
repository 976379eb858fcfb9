package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Handover;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.ChangeGeneration;
import dev.segue.operation.ColumnOperation;
import dev.segue.operation.DropDefault;
import dev.segue.operation.Operation;
import dev.segue.operation.SetDefault;
import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the columns whose default or identity a revision takes away and gives anew. Taken by itself, the first would wait for
 * the contract phase and the second would not, which is the wrong order.
 */
record Handovers(List<Intention> intentions) {

    Handovers {
        intentions = List.copyOf(intentions);
    }

    /**
     * What is put off by the operation in this place, because a later one says how the column is filled.
     *
     * @param place of the operation in what the intention means
     */
    Optional<Handover> begunBy(int intention, int place, Dialect dialect, PlanningContext context) {
        Operation operation = intentions.get(intention).meaning().get(place);
        boolean isEnding = operation instanceof DropDefault
                || (operation instanceof ChangeGeneration change
                        && change.generation().isEmpty());
        if (!isEnding || context.rollout() != Rollout.PHASED) {
            return Optional.empty();
        }
        Filled filled = Filled.by(operation).orElseThrow();
        Schema schema = context.schema();
        boolean isOpen = context.isNew(filled.table()) || context.standsIn(filled.table(), filled.column());
        return schema.table(filled.table())
                .flatMap(known -> known.column(filled.column(), schema.syntax()))
                .filter(Handovers::isFilled)
                .filter(known -> !isOpen)
                .filter(known -> isFilledAnew(filled, operation, ahead(intention, place), dialect, context))
                .map(known -> new Handover(filled.table(), known, (ColumnOperation) operation));
    }

    /** The context without what the operation has brought to its end. */
    static PlanningContext endedBy(Operation operation, PlanningContext context) {
        return Filled.by(operation)
                .flatMap(filled -> context.handover(filled.table(), filled.column()))
                .map(context::without)
                .orElse(context);
    }

    private static boolean isFilled(Column column) {
        return column.defaultValue().isPresent() || column.generation().isPresent();
    }

    /** What is run as written knows nothing of what was put off. */
    private List<Operation> ahead(int intention, int place) {
        List<Operation> ahead = new ArrayList<>();
        List<Operation> meaning = intentions.get(intention).meaning();
        ahead.addAll(meaning.subList(place + 1, meaning.size()));
        for (Intention later : intentions.subList(intention + 1, intentions.size())) {
            if (later.isFree()) {
                ahead.addAll(later.meaning());
            }
        }
        return ahead;
    }

    /** A column that another one stands in for goes into the trash with its default. */
    private static boolean isFilledAnew(
            Filled filled, Operation ending, List<Operation> ahead, Dialect dialect, PlanningContext context) {
        PlanningContext after = context.with(ending.applyTo(context.schema()));
        for (Operation next : ahead) {
            if (next instanceof ChangeColumnType change && filled.isSameAs(Filled.by(change), after.schema())) {
                if (!change.accept(dialect.recipes(after)).standIns().isEmpty()) {
                    return false;
                }
            } else if (filled.isSameAs(Filled.by(next), after.schema())) {
                return next instanceof SetDefault
                        || (next instanceof ChangeGeneration change
                                && change.generation().isPresent());
            }
        }
        return false;
    }

    /** A column by the name that an operation gives it which is about how it is filled, or with values of which type. */
    private record Filled(TableName table, SqlName column) {

        static Optional<Filled> by(Operation operation) {
            if (operation instanceof SetDefault set) {
                return Optional.of(new Filled(set.table(), set.column()));
            }
            if (operation instanceof DropDefault drop) {
                return Optional.of(new Filled(drop.table(), drop.column()));
            }
            if (operation instanceof ChangeGeneration change) {
                return Optional.of(new Filled(change.table(), change.column()));
            }
            return operation instanceof ChangeColumnType change
                    ? Optional.of(new Filled(change.table(), change.column()))
                    : Optional.empty();
        }

        boolean isSameAs(Optional<Filled> other, Schema schema) {
            return other.filter(
                            filled -> schema.qualified(table).isSameAs(schema.qualified(filled.table), schema.syntax())
                                    && column.isSameAs(filled.column, schema.syntax()))
                    .isPresent();
        }
    }
}
