package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.AttachPartition;
import dev.segue.operation.CreateTable;
import dev.segue.operation.DetachPartition;
import dev.segue.operation.DropTable;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.TableName;
import dev.segue.step.Recipe;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the partitions of which a revision says who takes their place. On a table in use they go in the contract phase, and the
 * others come at the same moment: in one transaction, so that there is always a place for a row.
 */
final class Exchanges {

    private final List<Intention> intentions;
    private final Dialect dialect;

    /** By the table whose partitions they are. */
    private final Map<TableName, Exchange> open = new HashMap<>();

    Exchanges(List<Intention> intentions, Dialect dialect) {
        this.intentions = List.copyOf(intentions);
        this.dialect = dialect;
    }

    /** An operation by the place of its intention, and its own among what that means. */
    record Turn(int intention, int place) {}

    /** A table with its place among the partitions of another one, where the operation takes it away from there. */
    static Optional<Table> leavingBy(Operation operation, Schema schema) {
        Optional<TableName> gone = operation instanceof DetachPartition detach
                ? Optional.of(detach.partition())
                : operation instanceof DropTable drop ? Optional.of(drop.table()) : Optional.empty();
        return gone.flatMap(schema::table)
                .filter(table -> table.partition().isPresent())
                .map(table -> placed(table, table.partition().get(), schema));
    }

    /** The same where the operation gives it that place. */
    static Optional<Table> comingBy(Operation operation, Schema schema) {
        if (operation instanceof AttachPartition attach) {
            Table part = schema.table(attach.partition()).orElseGet(() -> Table.of(attach.partition(), List.of()));
            return Optional.of(placed(part, new Table.Partition(attach.table(), attach.bound()), schema));
        }
        return operation instanceof CreateTable create
                ? create.table().partition().map(place -> placed(create.table(), place, schema))
                : Optional.empty();
    }

    private static Table placed(Table table, Table.Partition place, Schema schema) {
        Table.Partition known = new Table.Partition(qualified(place.of(), schema), place.bound());
        return table.named(qualified(table.name(), schema)).withPartition(Optional.of(known));
    }

    private static TableName qualified(TableName name, Schema schema) {
        return schema.qualified(schema.table(name).map(Table::name).orElse(name));
    }

    static boolean isContracted(Recipe recipe) {
        return recipe.steps().stream().anyMatch(step -> step.phase() == Phase.CONTRACT);
    }

    /** What the operation is carried out in, which says whether it makes room for others that come later. */
    PlanningContext begunBy(Turn turn, PlanningContext context) {
        Operation operation = operation(turn);
        Optional<Table> leaving = leavingBy(operation, context.schema());
        if (leaving.isEmpty() || !isContracted(operation.accept(dialect.recipes(context)))) {
            return context;
        }
        PlanningContext exchanging = context.withLeaving(leaving.get());
        TableName parent = place(leaving.get());
        Optional<Turn> last = lastComing(turn, parent, exchanging);
        if (last.isEmpty()) {
            return context;
        }
        open.computeIfAbsent(parent, key -> new Exchange()).include(leaving.get(), last.get());
        return exchanging;
    }

    private Optional<Turn> lastComing(Turn first, TableName parent, PlanningContext exchanging) {
        Optional<Turn> last = Optional.empty();
        PlanningContext ahead = exchanging;
        for (int i = first.intention(); i < intentions.size(); i++) {
            int from = i == first.intention() ? first.place() : 0;
            for (int j = from; j < intentions.get(i).meaning().size(); j++) {
                Turn turn = new Turn(i, j);
                Operation operation = operation(turn);
                boolean mayCome = intentions.get(i).isFree() && !turn.equals(first);
                if (mayCome
                        && isOf(parent, comingBy(operation, ahead.schema()))
                        && isContracted(operation.accept(dialect.recipes(ahead)))) {
                    last = Optional.of(turn);
                }
                ahead = ahead.with(operation.applyTo(ahead.schema()));
            }
        }
        return last;
    }

    private static boolean isOf(TableName parent, Optional<Table> partition) {
        return partition.filter(table -> place(table).equals(parent)).isPresent();
    }

    private static TableName place(Table partition) {
        return partition.partition().orElseThrow().of();
    }

    /**
     * What can be done in the turn of the operation; the rest of its contract phase comes when the exchange is complete.
     *
     * @param schema as it is when its turn comes
     */
    List<Numbered> arranged(Turn turn, List<Numbered> steps, Schema schema) {
        Operation operation = operation(turn);
        Optional<TableName> coming =
                comingBy(operation, schema).map(Exchanges::place).filter(open::containsKey);
        Optional<Map.Entry<TableName, Exchange>> found = open.entrySet().stream()
                .filter(entry -> coming.map(entry.getKey()::equals)
                        .orElseGet(() -> entry.getValue().takesFrom(operation, schema)))
                .findFirst();
        if (found.isEmpty()) {
            return steps;
        }
        Exchange exchange = found.get().getValue();
        List<Numbered> now = exchange.take(steps, coming.isPresent());
        if (exchange.end.equals(turn)) {
            now.addAll(exchange.complete());
            open.remove(found.get().getKey());
        }
        return now;
    }

    private Operation operation(Turn turn) {
        return intentions.get(turn.intention()).meaning().get(turn.place());
    }

    /** What is done at one moment, and behind it. */
    private static final class Exchange {

        private final List<TableName> leaving = new ArrayList<>();
        private final List<Numbered> going = new ArrayList<>();
        private final List<Numbered> coming = new ArrayList<>();
        private final List<Numbered> after = new ArrayList<>();
        private Turn end = new Turn(0, 0);

        void include(Table partition, Turn last) {
            leaving.add(partition.name());
            end = last;
        }

        boolean takesFrom(Operation operation, Schema schema) {
            return leaving.stream().anyMatch(table -> MovingPartitions.isOn(table, operation, schema));
        }

        List<Numbered> take(List<Numbered> steps, boolean areComing) {
            List<Numbered> now = new ArrayList<>();
            boolean isOver = !areComing;
            for (Numbered numbered : steps) {
                boolean isExchange = numbered.step().transactionMode() == TransactionMode.SHARED;
                if (numbered.step().phase() != Phase.CONTRACT) {
                    now.add(numbered);
                } else if (isExchange) {
                    (areComing ? coming : going).add(numbered);
                    isOver = true;
                } else {
                    (isOver ? after : now).add(numbered);
                }
            }
            return now;
        }

        List<Numbered> complete() {
            List<Numbered> all = new ArrayList<>(going);
            all.addAll(coming);
            all.addAll(after);
            return all;
        }
    }
}
