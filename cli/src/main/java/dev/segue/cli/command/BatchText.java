package dev.segue.cli.command;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.step.RowWork;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is done with the rows of a table in batches.
 *
 * @param table whose rows are gone through
 */
record BatchText(TableName table) implements RowWork.Visitor<String> {

    @Override
    public String visit(RowWork.Assign work) {
        return "UPDATE " + table + " SET " + work.assignments() + " WHERE " + work.guard() + "  -- in batches";
    }

    @Override
    public String visit(RowWork.UserStatement work) {
        return work.statement().statement().asWritten().strip() + "\n-- in batches of " + table;
    }

    @Override
    public String visit(RowWork.RowFunction work) {
        return "Java: computes " + names(work.written()) + " from " + names(work.read()) + " of " + table + " WHERE "
                + work.guard() + "  -- in batches";
    }

    private static String names(List<SqlName> names) {
        return names.stream().map(SqlName::toString).collect(Collectors.joining(", "));
    }
}
