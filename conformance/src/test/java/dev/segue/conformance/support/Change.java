package dev.segue.conformance.support;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.schema.EnumType;
import dev.segue.schema.Index;
import dev.segue.schema.Schema;
import dev.segue.schema.Sequence;
import dev.segue.schema.View;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One operation on one database, phase by phase. */
public record Change(TestDatabase database, Recipe recipe) {

    /** As it is planned while an application is at work. */
    public static Change of(TestDatabase database, Schema schema, Operation operation) {
        PlanningContext context = PlanningContext.of(schema, "8f2c41aa03b1", Rollout.PHASED)
                .withDatabaseVersion(database.server().version());
        return new Change(database, operation.accept(new PostgresqlDialect().recipes(context)));
    }

    /** The same with what the database shows of itself. */
    public static Change seen(TestDatabase database, Operation operation, boolean isSmall) {
        try (Steps runner = Steps.on(database)) {
            Schema schema = new PostgresqlDialect()
                    .introspect(runner.session(), operation.reach().writes());
            long smallRows = isSmall ? 1_000_000 : -1;
            PlanningContext context = new PlanningContext(
                            schema, "8f2c41aa03b1", Rollout.PHASED, smallRows, Long.MAX_VALUE)
                    .withDatabaseVersion(database.server().version());
            return new Change(database, operation.accept(new PostgresqlDialect().recipes(context)));
        }
    }

    /** Tables with all that hangs on them, in lines that do not depend on the order of columns. */
    public static List<String> schemaOf(TestDatabase database) {
        try (Steps runner = Steps.on(database)) {
            Schema schema = new PostgresqlDialect().introspect(runner.session(), Set.of());
            return Stream.of(
                            schema.tables().stream()
                                    .flatMap(table ->
                                            table.columns().stream().map(column -> table.name() + " " + column)),
                            schema.tables().stream()
                                    .flatMap(table -> table.constraints().stream()
                                            .map(constraint -> table.name() + " " + constraint)),
                            schema.tables().stream()
                                    .flatMap(table -> table.indexes().stream().map(Index::toString)),
                            schema.tables().stream().map(table -> table.name() + " " + table.features()),
                            schema.views().stream().map(View::toString),
                            schema.sequences().stream().map(Sequence::toString),
                            schema.enums().stream().map(EnumType::toString))
                    .flatMap(lines -> lines)
                    .filter(line -> !line.contains("segue_trash"))
                    .sorted()
                    .toList();
        }
    }

    public void expandAndMigrate() {
        run(before());
    }

    public void contract() {
        run(in(Phase.CONTRACT));
    }

    public void retreat() {
        run(recipe.retreat());
    }

    /** The steps of expand and migrate. */
    public List<Step> before() {
        return recipe.steps().stream()
                .filter(step -> step.phase() != Phase.CONTRACT)
                .toList();
    }

    public void run(List<Step> steps) {
        try (Steps runner = Steps.on(database)) {
            runner.run(steps);
        }
    }

    /** What can be seen of the database, apart from rows and from what belongs to Segue. */
    public static List<String> catalogOf(TestDatabase database) {
        return Picture.withoutColumnsOfIndexes(Picture.of(database)).stream()
                .filter(line -> !line.startsWith("rows of") && !line.startsWith("applied ") && !line.contains("segue"))
                .toList();
    }

    private List<Step> in(Phase phase) {
        return recipe.steps().stream().filter(step -> step.phase() == phase).toList();
    }
}
