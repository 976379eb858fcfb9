package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.CreateIndex;
import dev.segue.operation.DropIndex;
import dev.segue.operation.IndexOperation;
import dev.segue.operation.Phase;
import dev.segue.operation.RenameIndex;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How what is asked for about indexes is carried out. On a table in use an index is built concurrently, which lets
 * everyone work on, and dropped only when the old application, whose queries may need it, is gone.
 */
final class PostgresqlIndexes implements IndexOperation.Visitor<Recipe> {

    private static final SqlTemplate ATTACH = SqlTemplate.of("""
            ALTER INDEX {index}
              ATTACH PARTITION {part}
            """);

    private static final SqlTemplate DROP_CONCURRENTLY = SqlTemplate.of("""
            DROP INDEX CONCURRENTLY IF EXISTS {index}
            """);

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DROP INDEX IF EXISTS {index} {behaviour}
            """);

    private final PlanningContext context;

    PostgresqlIndexes(PlanningContext context) {
        this.context = context;
    }

    @Override
    public Recipe visit(CreateIndex operation) {
        return new OnStandIns(context).recipe(operation).orElseGet(() -> created(operation));
    }

    private Recipe created(CreateIndex operation) {
        Index index = operation.index();
        LiveTable table = LiveTable.of(context, index.table());
        if (new BroughtBack(table).holds(index)) {
            return Recipe.of(List.of());
        }
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        Optional<Index> existing = operation.ifNotExists() ? index.name().flatMap(table::index) : Optional.empty();
        if (existing.filter(Index::isValid).isPresent()) {
            return Recipe.of(List.of());
        }
        boolean isTaken =
                existing.isEmpty() && index.name().flatMap(table::index).isPresent();
        if (isTaken) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.SHARE));
        }
        boolean isRestored = index.name()
                .flatMap(name -> context.trashed(TrashedObject.Kind.INDEX, index.table(), name))
                .isPresent();
        if (existing.isEmpty() && !isRestored) {
            if (operation.isOnly()) {
                return Recipe.asWritten(
                        TransactionMode.SEPARATE,
                        new Impact(
                                List.of(new Impact.Lock(table.name(), LockLevel.SHARE)), Impact.Duration.MOMENT, 0, 0));
            }
            if (table.isSmall() && !operation.isConcurrent()) {
                return Recipe.asWritten(TransactionMode.SEPARATE, table.scan(LockLevel.SHARE));
            }
        }
        SqlName name = index.name().orElseGet(() -> DefaultNames.of(index, table.name(), DefaultNames.inUse(context)));
        List<Step> steps = new ArrayList<>();
        if (existing.isPresent()) {
            steps.add(dropConcurrently(Phase.EXPAND, table, name));
        }
        steps.addAll(build(Phase.EXPAND, table, index.named(name)));
        context.trashed(TrashedObject.Kind.INDEX, index.table(), name)
                .ifPresent(trashed -> steps.addAll(
                        Remarks.repeated(Phase.EXPAND, trashed, table.moment(LockLevel.ACCESS_EXCLUSIVE))));
        return Recipe.of(steps, unbuild(table, index.named(name)));
    }

    /** Builds an index while everyone works on, after a look for duplicates where it is unique. */
    static List<Step> build(Phase phase, LiveTable table, Index index) {
        List<Step> steps = new ArrayList<>();
        if (index.isUnique()) {
            steps.add(requireUnique(phase, table, index));
        }
        steps.addAll(buildUnchecked(phase, table, index));
        return steps;
    }

    static Step requireUnique(Phase phase, LiveTable table, Index index) {
        return OwnSteps.requireNone(
                phase,
                Offences.duplicates(table, index),
                "no two rows of " + table.name() + " have the same " + keyNames(index),
                "change or delete the rows that are too many, then run it again",
                table.scan(LockLevel.ACCESS_SHARE));
    }

    static List<Step> buildUnchecked(Phase phase, LiveTable table, Index index) {
        List<Step> steps = new ArrayList<>();
        buildPart(phase, table, index, DefaultNames.inUse(table.context()), steps);
        return steps;
    }

    private static void buildPart(Phase phase, LiveTable table, Index index, Set<String> inUse, List<Step> steps) {
        SqlName name = index.name().orElseThrow();
        if (!table.isPartitioned()) {
            steps.add(OwnSteps.running(
                    phase,
                    "build index " + name + " on " + table.name(),
                    concurrently(table, index),
                    table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE)));
            return;
        }
        steps.add(Step.separate(
                phase,
                "declare index " + name + " on " + table.name() + " without its partitions",
                OwnSteps.statement(DdlWriter.index(index.on(table.name()), false, false, true)),
                new Impact(List.of(new Impact.Lock(table.name(), LockLevel.SHARE)), Impact.Duration.MOMENT, 0, 0)));
        for (LiveTable partition : table.partitions()) {
            SqlName part = DefaultNames.of(index, partition.name(), inUse);
            inUse.add(part.text());
            buildPart(phase, partition, index.named(part), inUse, steps);
            steps.add(attach(phase, table, name, partition, part));
        }
    }

    static Step attach(Phase phase, LiveTable table, SqlName index, LiveTable partition, SqlName part) {
        return OwnSteps.separate(
                phase,
                "attach index " + part + " of " + partition.name() + " to " + index,
                ATTACH.with("index", beside(table, index)).with("part", beside(partition, part)),
                new Impact(
                        List.of(
                                new Impact.Lock(beside(table, index), LockLevel.SHARE_UPDATE_EXCLUSIVE),
                                new Impact.Lock(beside(partition, part), LockLevel.ACCESS_EXCLUSIVE),
                                new Impact.Lock(table.name(), LockLevel.ACCESS_SHARE),
                                new Impact.Lock(partition.name(), LockLevel.ACCESS_SHARE)),
                        Impact.Duration.MOMENT,
                        0,
                        0));
    }

    /** Without IF NOT EXISTS, which would take the invalid remains of an earlier build for the index. */
    static SqlStatement concurrently(LiveTable table, Index index) {
        return OwnSteps.statement(DdlWriter.index(index.on(table.name()), true, false));
    }

    /** Whatever partitions there are when it is run; concurrently this cannot be done. */
    static SqlStatement onAllPartitions(LiveTable table, Index index) {
        return OwnSteps.statement(DdlWriter.index(index.on(table.name()), false, false));
    }

    /** Takes back what a build has come to, whatever that is. */
    static List<Step> unbuild(LiveTable table, Index index) {
        SqlName name = index.name().orElseThrow();
        if (!table.isPartitioned()) {
            return List.of(dropConcurrently(Phase.EXPAND, table, name));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(OwnSteps.separate(
                Phase.EXPAND,
                "drop index " + name + " of " + table.name() + " and its partitions",
                DROP.with("index", beside(table, name)).withSql("behaviour", "RESTRICT"),
                table.moment(LockLevel.ACCESS_EXCLUSIVE)));
        Set<String> inUse = DefaultNames.inUse(table.context());
        for (LiveTable partition : table.partitions()) {
            SqlName part = DefaultNames.of(index, partition.name(), inUse);
            inUse.add(part.text());
            steps.addAll(unbuild(partition, index.named(part)));
        }
        return steps;
    }

    static Step dropConcurrently(Phase phase, LiveTable table, SqlName index) {
        return OwnSteps.running(
                phase,
                "drop index " + index + " of " + table.name(),
                DROP_CONCURRENTLY.with("index", beside(table, index)),
                table.moment(LockLevel.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public Recipe visit(DropIndex operation) {
        Optional<LiveTable> found =
                context.schema().tableOfIndex(operation.index()).map(table -> LiveTable.of(context, table.name()));
        if (found.isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, Impact.UNKNOWN);
        }
        LiveTable table = found.get();
        if (table.isNew() || !table.isPhased()) {
            return Recipe.asWritten(TransactionMode.SHARED, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        SqlName name = operation.index().name();
        Index index = table.index(name).orElseThrow();
        boolean isPlain = index.constraint().isEmpty() && !operation.cascade() && !table.isPartitioned();
        List<Step> steps = new ArrayList<>();
        if (index.constraint().isEmpty()) {
            steps.add(remember(table, index));
        }
        steps.add(
                isPlain
                        ? dropConcurrently(Phase.CONTRACT, table, name)
                        : OwnSteps.separate(
                                Phase.CONTRACT,
                                operation.summary(),
                                DROP.with("index", beside(table, name))
                                        .withSql("behaviour", operation.cascade() ? "CASCADE" : "RESTRICT"),
                                table.moment(LockLevel.ACCESS_EXCLUSIVE)));
        return Recipe.of(steps);
    }

    /** An index has no data of its own: what is kept is how to build it again. */
    private Step remember(LiveTable table, Index index) {
        SqlName name = index.name().orElseThrow();
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                context.revision(), TrashedObject.Kind.INDEX, table.name(), name, table.name(), name, "");
        List<SqlStatement> restoration = new ArrayList<>();
        restoration.add(table.isPartitioned() ? onAllPartitions(table, index) : concurrently(table, index));
        restoration.addAll(new Remarks(table).on(index));
        restoration.add(PostgresqlTrash.forget(entry));
        return Step.separate(
                Phase.CONTRACT,
                "write down in the trash how index " + name + " is built",
                PostgresqlTrash.discard(entry, List.of(), restoration),
                Impact.NONE);
    }

    @Override
    public Recipe visit(RenameIndex operation) {
        Optional<TableName> table =
                context.schema().tableOfIndex(operation.index()).map(Table::name);
        boolean isNew = table.filter(context::isNew).isPresent();
        return isNew
                ? Recipe.asWritten(TransactionMode.SHARED, Impact.NONE)
                : Recipe.asWritten(
                        TransactionMode.SEPARATE, Impact.moment(operation.index(), LockLevel.SHARE_UPDATE_EXCLUSIVE));
    }

    /** The name of an index or sequence that lives in the schema of its table. */
    static TableName beside(LiveTable table, SqlName name) {
        return new TableName(table.name().schema(), name);
    }

    private static String keyNames(Index index) {
        List<String> names = index.parts().stream()
                .map(part -> part.column()
                        .map(SqlName::toString)
                        .orElseGet(() -> part.expression().orElseThrow().text()))
                .toList();
        return String.join(", ", names);
    }
}
