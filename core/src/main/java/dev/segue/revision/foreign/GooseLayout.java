package dev.segue.revision.foreign;

import dev.segue.problem.SegueException;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code 20261121143205_add_users.sql} with the lines {@code -- +goose Up} and {@code -- +goose Down} in it. The lines
 * {@code StatementBegin} and {@code StatementEnd} are accepted; statements end where the database's own client would end
 * them, with or without these lines.
 */
public final class GooseLayout implements ForeignLayout {

    private static final String MARK = "+goose";

    private final SqlSyntax syntax;

    public GooseLayout(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    /** True when a file is divided as this tool divides its files. */
    public static boolean claims(RevisionFile file) {
        return file.top().text().contains(MARK);
    }

    @Override
    public ForeignRevisions read(List<FoundFile> files) {
        List<ForeignRevision> migrations = new ArrayList<>();
        CollectedProblems problems = new CollectedProblems();
        for (FoundFile file : files) {
            try {
                if (file.name().endsWith(".sql")) {
                    migrations.add(
                            ForeignRevision.inOneFile("goose", file, source -> new Sections(source).content(syntax)));
                } else if (file.name().endsWith(".go") && Version.digitsIn(file.name()) > 0) {
                    throw RevisionFileProblem.FOREIGN_KIND.with(
                            "\"" + file.location() + "\" is a migration written in Go, which Segue cannot run",
                            "write it as SQL or as a Java revision");
                }
            } catch (SegueException failure) {
                problems.add(failure);
            }
        }
        problems.throwIfAny();
        return new ForeignRevisions(ForeignRevision.inLine(migrations), List.of());
    }

    /** The lines of one file, read in order. */
    private static final class Sections {

        private final SourceText source;
        private @Nullable SectionLine up;
        private @Nullable SectionLine down;
        private @Nullable SectionLine openStatement;
        private boolean wantsNoTransaction;

        private Sections(SourceText source) {
            this.source = source;
        }

        private RevisionContent content(SqlSyntax syntax) {
            for (SectionLine line : SectionLine.in(source, MARK)) {
                take(line);
            }
            refuseOpenStatement();
            SectionLine start = up;
            if (start == null) {
                throw RevisionFileProblem.FOREIGN_SECTION.with(
                        "\"" + source.name() + "\" has no line -- +goose Up",
                        "put the line -- +goose Up before the first statement");
            }
            Optional<SectionLine> end = Optional.ofNullable(down);
            ForeignScript.refuseStatements(source, start.start(), "-- +goose Up", syntax);
            int length = source.text().length();
            return ForeignScript.content(
                    ForeignScript.only(
                            source, start.end(), end.map(SectionLine::start).orElse(length)),
                    end.map(line -> ForeignScript.only(source, line.end(), length)),
                    "the section -- +goose Down",
                    TransactionWish.noneIf(wantsNoTransaction),
                    TransactionWish.noneIf(wantsNoTransaction),
                    syntax);
        }

        private void take(SectionLine line) {
            switch (line.command()) {
                case "up" -> {
                    refuseSecond(up, line);
                    up = line;
                }
                case "down" -> {
                    refuseSecond(down, line);
                    refuseOpenStatement();
                    if (up == null) {
                        throw line.refused("\"+goose Down\" stands before \"+goose Up\"", "put it behind the way up");
                    }
                    down = line;
                }
                case "statementbegin" -> {
                    refuseOpenStatement();
                    openStatement = line;
                }
                case "statementend" -> {
                    if (openStatement == null) {
                        throw line.refused("\"+goose StatementEnd\" ends nothing", "take the line out");
                    }
                    openStatement = null;
                }
                case "no transaction" -> {
                    if (wantsNoTransaction) {
                        throw line.refused(
                                "\"+goose NO TRANSACTION\" may stand in a file only once", "keep one of the lines");
                    }
                    wantsNoTransaction = true;
                }
                default ->
                    throw line.refused(
                            "\"+goose " + line.command() + "\" is not supported",
                            "Segue reads Up, Down, StatementBegin, StatementEnd and NO TRANSACTION; write plain SQL");
            }
        }

        private static void refuseSecond(@Nullable SectionLine first, SectionLine second) {
            if (first != null) {
                throw second.refused(
                        "\"+goose " + second.command() + "\" may stand in a file only once", "keep one of the lines");
            }
        }

        private void refuseOpenStatement() {
            if (openStatement != null) {
                throw openStatement.refused(
                        "\"+goose StatementBegin\" has no end", "put -- +goose StatementEnd behind the statement");
            }
        }
    }
}
