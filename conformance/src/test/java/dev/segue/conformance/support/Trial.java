package dev.segue.conformance.support;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.TableName;
import dev.segue.step.Recipe;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An operation that is tried on databases which all begin alike: carried out in steps, written plainly, and taken back after
 * each of its steps.
 */
public final class Trial implements AutoCloseable {

    public static final String REVISION = "8f2c41aa03b1";

    private static final TableSize LARGE = new TableSize(50_000_000, 10L << 30, false);

    private final TestServer server;
    private final TestDatabase template;
    private final List<TestDatabase> databases = new ArrayList<>();
    private final Dialect dialect = new PostgresqlDialect();

    public Trial(TestServer server, String... before) {
        this.server = server;
        this.template = server.database();
        databases.add(template);
        template.execute(before);
        try (Steps none = Steps.on(template)) {
            none.session();
        }
    }

    public TestDatabase database() {
        TestDatabase copy = server.copyOf(template);
        databases.add(copy);
        return copy;
    }

    /** How the operation is carried out where every table is large and in use. */
    public Recipe recipe(TestDatabase database, Function<Schema, Operation> asked) {
        return recipe(database, Rollout.PHASED, asked);
    }

    public Recipe recipe(TestDatabase database, Rollout rollout, Function<Schema, Operation> asked) {
        Schema schema = schema(database);
        PlanningContext context = PlanningContext.of(schema, REVISION, rollout)
                .withDatabaseVersion(server.embedded().version());
        return asked.apply(schema).accept(dialect.recipes(context));
    }

    /** Everything in the schemas of the user, with tables that count as large. */
    public Schema schema(TestDatabase database) {
        Set<TableName> names = new LinkedHashSet<>();
        try (Steps steps = Steps.on(database)) {
            steps.session()
                    .query(
                            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                    + " WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'segue' AND n.nspname !~ '^pg_'"
                                    + " AND n.nspname <> 'information_schema'",
                            row -> TableName.of(row.text("nspname"), row.text("relname")))
                    .forEach(names::add);
            Schema schema = dialect.introspect(steps.session(), names);
            List<Table> large =
                    schema.tables().stream().map(table -> table.withSize(LARGE)).toList();
            return schema.withTables(large);
        }
    }

    public void run(TestDatabase database, List<Step> steps) {
        try (Steps runner = Steps.on(database)) {
            runner.run(steps);
        }
    }

    public static List<Step> ofPhases(Recipe recipe, Phase... phases) {
        return recipe.steps().stream()
                .filter(step -> List.of(phases).contains(step.phase()))
                .toList();
    }

    /** What a database looks like, the tables of Segue left out. */
    public static List<String> picture(TestDatabase database) {
        return Picture.of(database).stream()
                .filter(line -> !line.contains("segue.") && !line.contains("schema segue"))
                .toList();
    }

    @Override
    public void close() {
        for (int i = databases.size() - 1; i >= 0; i--) {
            databases.get(i).close();
        }
    }
}
