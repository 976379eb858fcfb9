package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.RecipeProblem;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.DropTable;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Sequence;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
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

/**
 * How a table goes out of use: once the old application is gone, it moves with its rows, indexes and sequences to the schema
 * of the trash, where nobody finds it. Foreign keys go before it, each by itself, so that no two tables in use are
 * locked at once.
 */
final class DropTableRecipe {

    private static final SqlTemplate RENAME_INDEX = SqlTemplate.of("ALTER INDEX {index} RENAME TO {new_name}");

    private static final SqlTemplate RENAME_SEQUENCE = SqlTemplate.of("ALTER SEQUENCE {sequence} RENAME TO {new_name}");

    private static final SqlTemplate RENAME_TABLE = SqlTemplate.of("ALTER TABLE {table} RENAME TO {new_name}");

    private static final SqlTemplate SET_SCHEMA = SqlTemplate.of("ALTER TABLE {table} SET SCHEMA {schema}");

    private static final SqlTemplate ATTACH = SqlTemplate.of("""
            ALTER TABLE {parent}
              ATTACH PARTITION {table} {bound}
            """);

    private final PlanningContext context;
    private final DropTable operation;
    private final LiveTable table;
    private final int turn;

    DropTableRecipe(PlanningContext context, DropTable operation) {
        this.context = context;
        this.operation = operation;
        this.table = LiveTable.of(context, operation.table());
        this.turn = freeTurn();
    }

    Recipe recipe() {
        if (table.isNew()) {
            return Recipe.asWritten(TransactionMode.SHARED, Impact.NONE);
        }
        if (table.known().isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        refuseWhatDepends();
        List<Step> steps = new ArrayList<>();
        List<SqlStatement> comeBack = new ArrayList<>();
        table.known().flatMap(Table::partition).ifPresent(place -> {
            LiveTable parent = LiveTable.of(context, place.of());
            steps.addAll(new DetachPartitionRecipe(context, parent, table).steps());
        });
        table.referrers().forEach(referrer -> drop(referrer.table(), referrer.key(), steps, comeBack));
        for (Constraint constraint : table.constraints()) {
            boolean isToOther = constraint instanceof Constraint.ForeignKey key
                    && !context.schema().table(key.referencedTable()).equals(table.known());
            if (isToOther) {
                drop(table, (Constraint.ForeignKey) constraint, steps, comeBack);
            }
        }
        table.known().flatMap(Table::partition).ifPresent(place -> comeBack.add(attached(place)));
        steps.add(trashed(comeBack));
        return Recipe.of(steps);
    }

    /** Behind its foreign keys, which those of the whole table then take over. */
    private SqlStatement attached(Table.Partition place) {
        return OwnSteps.statement(
                ATTACH.with("parent", LiveTable.of(context, place.of()).name())
                        .with("table", table.name())
                        .withSql("bound", place.bound()));
    }

    private void drop(LiveTable owner, Constraint.ForeignKey key, List<Step> steps, List<SqlStatement> comeBack) {
        steps.add(new ForeignKeyDrop(owner, key).step(Phase.CONTRACT));
        comeBack.addAll(PostgresqlConstraints.addedAgain(owner, key));
        comeBack.addAll(new Remarks(owner).on(key));
    }

    private Step trashed(List<SqlStatement> comeBack) {
        SqlName kept = nameInTrash(table.name());
        TableName keptIn = new TableName(Optional.of(PostgresqlTrash.SCHEMA), kept);
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                context.revision(),
                TrashedObject.Kind.TABLE,
                table.name(),
                table.name().name(),
                keptIn,
                kept,
                "");
        List<String> statements = new ArrayList<>();
        List<String> back = new ArrayList<>();
        for (LiveTable member : table.family()) {
            moveAway(member, statements, back);
        }
        List<SqlStatement> restoration = new ArrayList<>(List.of(PostgresqlTrash.restore(entry, back)));
        restoration.addAll(comeBack);
        return Step.separate(
                Phase.CONTRACT,
                "put table " + table.name() + " into the trash" + whatComesBackOtherwise(),
                PostgresqlTrash.discard(entry, statements, restoration),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** There is no way to validate that part of them, see {@link ConstraintSteps#validated}. */
    private String whatComesBackOtherwise() {
        boolean isReferred = AddConstraintRecipe.isPerPartition(table)
                && table.referrers().stream()
                        .anyMatch(referrer -> referrer.key().isValidated());
        return isReferred ? ", from where foreign keys to it come back not validated for single partitions" : "";
    }

    /** Index and sequences go along to the schema of the trash, where their names must be their own too. */
    private void moveAway(LiveTable member, List<String> statements, List<String> back) {
        SqlName kept = nameInTrash(member.name());
        TableName moved = new TableName(Optional.of(PostgresqlTrash.SCHEMA), kept);
        TableName renamed = new TableName(member.name().schema(), kept);
        for (Index index : member.indexes()) {
            index.name().ifPresent(name -> {
                TableName before = PostgresqlIndexes.beside(member, name);
                SqlName keptName = nameInTrash(before);
                statements.add(sql(RENAME_INDEX.with("index", before).with("new_name", keptName)));
                back.add(sql(RENAME_INDEX
                        .with("index", new TableName(before.schema(), keptName))
                        .with("new_name", name)));
            });
        }
        for (Sequence sequence : ownedBy(member)) {
            SqlName keptName = nameInTrash(sequence.name());
            statements.add(sql(RENAME_SEQUENCE.with("sequence", sequence.name()).with("new_name", keptName)));
            back.add(sql(RENAME_SEQUENCE
                    .with("sequence", new TableName(sequence.name().schema(), keptName))
                    .with("new_name", sequence.name().name())));
        }
        statements.add(sql(RENAME_TABLE.with("table", member.name()).with("new_name", kept)));
        statements.add(sql(SET_SCHEMA.with("table", renamed).with("schema", PostgresqlTrash.SCHEMA)));
        back.addAll(
                0,
                List.of(
                        sql(SET_SCHEMA.with("table", moved).with("schema", schemaOf(member))),
                        sql(RENAME_TABLE
                                .with("table", renamed)
                                .with("new_name", member.name().name()))));
    }

    private SqlName nameInTrash(TableName original) {
        return PostgresqlTrash.nameInTrash(context.revision(), original, turn);
    }

    /** The first that nothing in the trash has its name from. */
    private int freeTurn() {
        int free = 1;
        while (isInTrash(PostgresqlTrash.nameInTrash(context.revision(), table.name(), free))) {
            free++;
        }
        return free;
    }

    private boolean isInTrash(SqlName name) {
        return context.trash().stream().anyMatch(object -> object.keptAs().equals(name));
    }

    private static SqlName schemaOf(LiveTable member) {
        return member.name().schema().orElse(SqlName.of("public"));
    }

    private List<Sequence> ownedBy(LiveTable member) {
        return context.schema().sequences().stream()
                .filter(sequence -> sequence.owner()
                        .filter(owner -> context.schema().table(owner.table()).equals(member.known()))
                        .isPresent())
                .toList();
    }

    private void refuseWhatDepends() {
        List<String> views = context.schema().views().stream()
                .filter(view -> view.uses().stream()
                        .anyMatch(use -> context.schema().table(use.relation()).equals(table.known())))
                .map(view -> view.name().toString())
                .toList();
        if (!views.isEmpty()) {
            throw RecipeProblem.VIEW_DEPENDS.with(
                    "table " + table.name() + " is used by " + (views.size() == 1 ? "view " : "views ")
                            + String.join(", ", views),
                    "drop or change " + (views.size() == 1 ? "this view" : "these views") + " before the table");
        }
        List<String> heirs = context.schema().tables().stream()
                .filter(other -> other.partition().isEmpty())
                .filter(other -> other.inherits().stream()
                        .anyMatch(parent -> context.schema().table(parent).equals(table.known())))
                .map(other -> other.name().toString())
                .toList();
        if (!heirs.isEmpty()) {
            throw RecipeProblem.INHERITED.with(
                    "table " + table.name() + " hands its columns down to " + String.join(", ", heirs),
                    "drop " + (heirs.size() == 1 ? "this table" : "these tables") + " before it, or let go with"
                            + " `ALTER TABLE … NO INHERIT`");
        }
        if (operation.cascade()) {
            return;
        }
        List<String> referrers = table.referrers().stream()
                .map(referrer -> referrer.key().name().map(SqlName::toString).orElse("a foreign key") + " of "
                        + referrer.table().name())
                .toList();
        if (!referrers.isEmpty()) {
            throw RecipeProblem.REFERENCED.with(
                    "table " + table.name() + " is referred to by " + String.join(", ", referrers),
                    "drop these foreign keys before the table, or write CASCADE");
        }
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
