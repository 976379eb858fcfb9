package dev.segue.cli.command;

import dev.segue.operation.FillSettings;
import dev.segue.sql.SqlName;
import dev.segue.step.RowWork;
import dev.segue.step.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is done with the rows of a table in batches, and how as far as its revision says. */
record BatchText(StepAction.FillRows fill) implements RowWork.Visitor<String> {

    static String of(StepAction.FillRows fill) {
        return fill.work().accept(new BatchText(fill));
    }

    @Override
    public String visit(RowWork.Assign work) {
        return "UPDATE " + fill.table() + " SET " + work.assignments() + " WHERE " + work.guard() + "  -- in batches"
                + settings();
    }

    @Override
    public String visit(RowWork.Look work) {
        return "SELECT count(*) FROM " + fill.table() + " WHERE " + work.loss().condition()
                + "  -- in parts, only with --roundtrip";
    }

    @Override
    public String visit(RowWork.UserStatement work) {
        return work.statement().statement().asWritten().strip() + "\n-- in batches over " + fill.table() + settings();
    }

    @Override
    public String visit(RowWork.RowFunction work) {
        return "Java: computes " + names(work.written()) + " from " + names(work.read()) + " of " + fill.table()
                + " WHERE " + work.guard() + "\n-- in batches over " + fill.table() + settings();
    }

    private String settings() {
        FillSettings settings = fill.settings();
        List<String> said = new ArrayList<>();
        settings.batch().ifPresent(rows -> said.add(rows + " rows each"));
        settings.target().ifPresent(time -> said.add(time.toMillis() + " ms each"));
        settings.workers().ifPresent(workers -> said.add(workers + (workers == 1 ? " worker" : " workers")));
        said.addAll(settings.throttles());
        return said.isEmpty() ? "" : ": " + String.join(", ", said);
    }

    private static String names(List<SqlName> names) {
        return names.stream().map(SqlName::toString).collect(Collectors.joining(", "));
    }
}
