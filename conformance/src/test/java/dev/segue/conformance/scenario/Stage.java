package dev.segue.conformance.scenario;

import dev.segue.Segue;
import dev.segue.conformance.support.Picture;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.execution.ExecutionListener;
import dev.segue.step.Rollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one revision of a scenario in a folder, and what is asked of it on a database. */
final class Stage {

    private static final String REVISION = """
            -- segue:revision 8f2c41aa03b1
            -- segue:message %s

            -- segue:upgrade
            %s

            """;

    private final Scenario scenario;
    private final Path folder;

    Stage(Scenario scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
        String revision = REVISION.formatted(scenario.title(), scenario.text(Section.UPGRADE));
        if (!scenario.text(Section.DOWNGRADE).isEmpty()) {
            revision += "-- segue:downgrade\n" + scenario.text(Section.DOWNGRADE) + "\n";
        }
        try {
            Files.writeString(folder.resolve("8f2c41aa03b1_the_change.sql"), revision);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void prepare(TestDatabase database, int rows) {
        database.execute(scenario.statements(Section.BEFORE, rows).toArray(String[]::new));
        database.execute("ANALYZE");
    }

    void upgrade(TestDatabase database, ExecutionListener listener) {
        segue(database, listener).upgrade("head");
    }

    void contract(TestDatabase database, ExecutionListener listener) {
        segue(database, listener).contract(List.of());
    }

    /** All the way back: the downgrade of what was finished already holds something back itself. */
    void downgrade(TestDatabase database, ExecutionListener listener) {
        segue(database, listener).downgrade("base");
        segue(database, listener).contract(List.of());
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
        return Picture.of(database).stream()
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
