package dev.segue.execution;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.LockTarget;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the steps that only make what nobody knows yet, such as a table and its indexes. Each is over at once, because
 * nobody has to be waited for and there are no rows, and none of them changes what another one's text means.
 */
final class NewThings {

    private final Dialect dialect;
    private final Set<String> tables = new HashSet<>();

    private NewThings(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Those before the first step that does something else. */
    static List<Step> atTheBeginningOf(List<Step> steps, Dialect dialect) {
        NewThings newThings = new NewThings(dialect);
        int count = 0;
        while (count < steps.size() && newThings.isMore(steps.get(count))) {
            count++;
        }
        return steps.subList(0, count);
    }

    private boolean isMore(Step step) {
        if (!step.impact().isNone() || !(step.action() instanceof StepAction.RunStatement run)) {
            return false;
        }
        SqlStatement statement = run.statement();
        if (statement.rows().isPresent() || dialect.mayChangeSettings(statement) || isOnOtherTable(statement)) {
            return false;
        }
        dialect.createdTable(statement).ifPresent(tables::add);
        return true;
    }

    /** One that is not made here may hold rows by now, although the plan makes it. */
    private boolean isOnOtherTable(SqlStatement statement) {
        for (LockTarget target : dialect.lockTargets(statement)) {
            if (!tables.contains(target.relation())) {
                return true;
            }
        }
        return false;
    }
}
