package dev.segue.dialect.postgresql;

import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down in the trash what was said about a constraint before that is dropped. A downgrade lays the constraint upon
 * the table again in its own words, which are of the constraint alone; where nothing was said about it, they are enough.
 */
record RememberedConstraint(LiveTable table, Constraint constraint) {

    boolean isNeeded() {
        return table.isPhased() && !remarks().isEmpty();
    }

    private List<SqlStatement> remarks() {
        return new Remarks(table).on(constraint);
    }

    /** @param statement that drops it, where it is dropped as it is written */
    Recipe before(Recipe dropping, SqlTemplate statement, String summary) {
        List<Step> drops = dropping.asWritten()
                .map(plain -> List.of(OwnSteps.separate(Phase.EXPAND, summary, statement, plain.impact())))
                .orElse(dropping.steps());
        Phase phase = drops.get(0).phase();
        SqlName name = ConstraintSteps.nameOf(constraint);
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                table.context().revision(), TrashedObject.Kind.CONSTRAINT, table.name(), name, table.name(), name, "");
        List<SqlStatement> restoration = new ArrayList<>(PostgresqlConstraints.addedAgain(table, constraint));
        restoration.addAll(remarks());
        restoration.add(PostgresqlTrash.forget(entry));
        List<Step> steps = new ArrayList<>();
        steps.add(Step.separate(
                phase,
                "write down in the trash what was said about constraint " + name,
                PostgresqlTrash.discard(entry, List.of(), restoration),
                Impact.NONE));
        steps.addAll(drops);
        return Recipe.of(steps, phase == Phase.CONTRACT ? List.of() : retreat(restoration));
    }

    private List<Step> retreat(List<SqlStatement> restoration) {
        List<Step> steps = new ArrayList<>(List.of(ConstraintSteps.dropped(table, constraint)));
        for (SqlStatement statement : restoration) {
            steps.add(OwnSteps.running(
                    Phase.EXPAND,
                    "bring back constraint " + ConstraintSteps.nameOf(constraint) + " of " + table.name(),
                    statement,
                    table.scan(LockLevel.SHARE_UPDATE_EXCLUSIVE)));
        }
        return steps;
    }
}
