package dev.segue.revision.foreign;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements of another tool's scripts. */
final class ForeignScript {

    private ForeignScript() {}

    /** The way back is what is written; where nothing is, there is none. Nothing is ever taken to be undone in silence. */
    static RevisionContent content(
            SourceText up,
            Optional<SourceText> down,
            String whereDownBelongs,
            TransactionWish upWish,
            TransactionWish downWish,
            SqlSyntax syntax) {
        List<Operation> upgrade = operations(up, syntax);
        Optional<List<Operation>> written = down.map(source -> operations(source, syntax));
        Downgrade downgrade;
        if (written.isEmpty()) {
            downgrade = new Downgrade.Irreversible("no undo script: " + whereDownBelongs + " does not exist");
        } else if (!written.get().isEmpty()) {
            downgrade = new Downgrade.Steps(written.get());
        } else if (upgrade.isEmpty()) {
            downgrade = new Downgrade.Nothing("it has no statements in either direction");
        } else {
            downgrade = new Downgrade.Irreversible("no undo script: " + whereDownBelongs + " holds no statement");
        }
        return new RevisionContent(upgrade, downgrade, upWish, downWish);
    }

    static List<Operation> operations(SourceText source, SqlSyntax syntax) {
        List<Operation> operations = new ArrayList<>();
        for (SqlStatement statement : SqlScanner.scan(source, syntax).statements()) {
            operations.add(ExecuteSql.verbatim(statement));
        }
        return operations;
    }

    /** Only comments may stand before the first section. */
    static void refuseStatements(SourceText source, int before, String firstSection, SqlSyntax syntax) {
        for (SqlStatement statement :
                SqlScanner.scan(only(source, 0, before), syntax).statements()) {
            throw Problem.of(
                            RevisionFileProblem.FOREIGN_SECTION,
                            "a statement stands before the line " + firstSection,
                            "move it behind that line")
                    .at(source.excerptAt(statement.start()))
                    .toException();
        }
    }

    /** The text with blanks for everything outside the range, so that the places of what is left stay true. */
    static SourceText only(SourceText source, int from, int to) {
        StringBuilder text = new StringBuilder(source.text());
        blank(text, 0, from);
        blank(text, to, text.length());
        return new SourceText(source.name(), text.toString());
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
