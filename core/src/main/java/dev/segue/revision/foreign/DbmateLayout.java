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

/** {@code 20261121143205_add_users.sql} with the lines {@code -- migrate:up} and {@code -- migrate:down} in it. */
public final class DbmateLayout implements ForeignLayout {

    private static final String MARK = "migrate:";

    private final SqlSyntax syntax;

    public DbmateLayout(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    /** True when a file is divided as this tool divides its files. */
    public static boolean claims(RevisionFile file) {
        return file.top().text().contains("migrate:up");
    }

    @Override
    public ForeignRevisions read(List<FoundFile> files) {
        List<ForeignRevision> migrations = new ArrayList<>();
        CollectedProblems problems = new CollectedProblems();
        for (FoundFile file : files) {
            if (file.name().endsWith(".sql")) {
                try {
                    migrations.add(ForeignRevision.inOneFile("dbmate", file, this::content));
                } catch (SegueException failure) {
                    problems.add(failure);
                }
            }
        }
        problems.throwIfAny();
        return new ForeignRevisions(ForeignRevision.inLine(migrations), List.of());
    }

    private RevisionContent content(SourceText source) {
        List<SectionLine> lines = SectionLine.in(source, MARK);
        SectionLine up = section(lines, "up")
                .orElseThrow(() -> RevisionFileProblem.FOREIGN_SECTION.with(
                        "\"" + source.name() + "\" has no line -- migrate:up",
                        "put the line -- migrate:up before the first statement"));
        Optional<SectionLine> down = section(lines, "down");
        if (down.isPresent() && down.get().start() < up.start()) {
            throw down.get().refused("\"migrate:down\" stands before \"migrate:up\"", "put it behind the way up");
        }
        ForeignScript.refuseStatements(source, up.start(), "-- migrate:up", syntax);
        TransactionWish upWish = TransactionWish.noneIf(refusesTransaction(up));
        TransactionWish downWish =
                TransactionWish.noneIf(down.filter(this::refusesTransaction).isPresent());
        return ForeignScript.content(
                ForeignScript.only(
                        source,
                        up.end(),
                        down.map(SectionLine::start).orElse(source.text().length())),
                down.map(line ->
                        ForeignScript.only(source, line.end(), source.text().length())),
                "the section -- migrate:down",
                upWish,
                downWish,
                syntax);
    }

    private static Optional<SectionLine> section(List<SectionLine> lines, String name) {
        SectionLine section = null;
        for (SectionLine line : lines) {
            if (!line.words().isEmpty() && line.words().get(0).equals(name)) {
                if (section != null) {
                    throw line.refused(
                            "\"migrate:" + name + "\" may stand in a file only once", "keep one of the lines");
                }
                section = line;
            }
        }
        return Optional.ofNullable(section);
    }

    private boolean refusesTransaction(SectionLine line) {
        boolean refuses = false;
        for (String option : line.words().subList(1, line.words().size())) {
            switch (option) {
                case "transaction:false" -> refuses = true;
                case "transaction:true" -> refuses = false;
                default ->
                    throw line.refused(
                            "\"" + option + "\" is no option that Segue understands",
                            "only transaction:true and transaction:false are supported; take the word out");
            }
        }
        return refuses;
    }
}
