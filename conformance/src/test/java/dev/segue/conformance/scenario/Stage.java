package dev.segue.conformance.scenario;

import dev.segue.Segue;
import dev.segue.conformance.support.Errand;
import dev.segue.conformance.support.GuidePage;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.RunnerProcess;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.execution.ExecutionListener;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The revision of a scenario in a folder, or those of a page of the guide, and what is asked of it on a database. */
final class Stage {

    private static final String SQL = """
            -- segue:revision 8f2c41aa03b1
            -- segue:message %s

            -- segue:upgrade
            %s

            """;

    private static final String JAVA = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.Migration;
            import dev.segue.revision.RevisionHeader;

            @RevisionHeader(id = "8f2c41aa03b1", message = "%s")
            public final class TheChange extends Migration {

                @Override
                public void upgrade(Operations op) {
                    %s
                }

                @Override
                public void downgrade(Operations op) {
                    %s
                }
            }
            """;

    private final Scenario scenario;
    private final Path folder;

    Stage(Scenario scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
        if (scenario.tells(Section.PAGE)) {
            copyFromPage();
            return;
        }
        try {
            if (scenario.tells(Section.UPGRADE_IN_JAVA)) {
                Files.writeString(folder.resolve("TheChange.java"), inJava());
            } else {
                Files.writeString(folder.resolve("8f2c41aa03b1_the_change.sql"), inSql());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void copyFromPage() {
        List<String> lines = scenario.phrases(Section.PAGE);
        GuidePage page = GuidePage.named(lines.get(0));
        lines.subList(1, lines.size()).forEach(id -> page.copy(id, folder));
    }

    private String inSql() {
        String upgrade = SQL.formatted(scenario.title(), scenario.text(Section.UPGRADE));
        return scenario.tells(Section.DOWNGRADE)
                ? upgrade + "-- segue:downgrade\n" + scenario.text(Section.DOWNGRADE) + "\n"
                : upgrade;
    }

    private String inJava() {
        return JAVA.formatted(
                scenario.title(), scenario.text(Section.UPGRADE_IN_JAVA), scenario.text(Section.DOWNGRADE_IN_JAVA));
    }

    void prepare(TestDatabase database, int rows) {
        database.execute(scenario.statements(Section.BEFORE, rows).toArray(String[]::new));
        database.execute("ANALYZE");
    }

    void run(Errand errand, TestDatabase database) {
        run(errand, database, event -> {});
    }

    void run(Errand errand, TestDatabase database, ExecutionListener listener) {
        errand.runBy(segue(database, listener));
    }

    /** The same by a process of its own, which stops at a moment. */
    RunnerProcess order(RunnerProcess runner, Errand errand, TestDatabase database, String stopAt) {
        return runner.inPhases(errand, database, folder, stopAt);
    }

    void restoreAll(TestDatabase database) {
        Segue segue = segue(database, event -> {});
        segue.trash().forEach(object -> segue.restore(object.id()));
    }

    /** Every table counts as large, however few rows are enough for the story. */
    private Segue segue(TestDatabase database, ExecutionListener listener) {
        return database.segue(folder)
                .rollout(Rollout.PHASED)
                .smallTables(0, 0)
                .listener(listener)
                .build();
    }

    /** What is there of the user's, and whatever Segue has left in other places than its journal and its trash. */
    List<String> leftAfterRetreat(TestDatabase database) {
        return Picture.withoutColumnsOfIndexes(Picture.of(database)).stream()
                .filter(line -> !isJournal(line))
                .filter(line -> !line.startsWith("rows of ") && !line.contains("segue_trash"))
                .filter(line -> scenario.phrases(Section.STAYS).stream().noneMatch(line::contains))
                .toList();
    }

    /** Everything that must come out the same each time. */
    List<String> picture(TestDatabase database) {
        return Picture.of(database).stream()
                .filter(line -> scenario.phrases(Section.DIFFERS).stream().noneMatch(line::contains))
                .toList();
    }

    private static boolean isJournal(String line) {
        return line.matches(
                "schema segue|(relation|column) segue\\..*|index .* ON segue\\..*|constraint .* on segue\\..*"
                        + "|(applied|under way) .*");
    }
}
