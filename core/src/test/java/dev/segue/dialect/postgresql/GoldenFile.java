package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.Phase;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.RowWork;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A recipe as a database administrator reads it, compared with the file that was reviewed. Run the tests with
 * {@code -Dgolden.write=true} to write the files anew, and look at the difference.
 */
final class GoldenFile {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "postgresql");

    private GoldenFile() {}

    /** @param pattern the name of the file, without its ending */
    static void assertHolds(String pattern, String title, Recipe recipe) {
        Path file = FOLDER.resolve(pattern + ".sql");
        String text = text(title, recipe);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text)
                    .as(file.toString())
                    .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(String title, Recipe recipe) {
        StringBuilder text = new StringBuilder("-- ").append(title).append('\n');
        recipe.asWritten()
                .ifPresent(plain -> text.append("\n-- run as it is written, ")
                        .append(transaction(plain.transactionMode().name()))
                        .append('\n')
                        .append(impact(plain.impact()))
                        .append(plain.amended()
                                .map(statement -> "-- with words added to it\n" + statement.text() + ";\n")
                                .orElse("")));
        for (Phase phase : Phase.values()) {
            List<Step> steps = recipe.steps().stream()
                    .filter(step -> step.phase() == phase)
                    .toList();
            append(text, phase.name().toLowerCase(Locale.ROOT), steps);
        }
        append(text, "way back before contract", recipe.retreat());
        return text.toString();
    }

    private static void append(StringBuilder text, String heading, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        text.append("\n-- ======== ").append(heading).append(" ========\n");
        for (Step step : steps) {
            text.append("\n-- ")
                    .append(step.summary())
                    .append('\n')
                    .append("-- ")
                    .append(transaction(step.transactionMode().name()))
                    .append('\n')
                    .append(impact(step.impact()))
                    .append(step.action().accept(new ActionText()))
                    .append('\n');
        }
    }

    private static String transaction(String mode) {
        return switch (mode) {
            case "SHARED" -> "in the transaction of the revision";
            case "SEPARATE" -> "in a transaction of its own";
            default -> "in no transaction";
        };
    }

    private static String impact(Impact impact) {
        String duration = switch (impact.duration()) {
            case MOMENT -> "for a moment";
            case SCAN -> "while rows are read";
            case REWRITE -> "while rows are written";
            case BATCHES -> "for many short whiles";
            case UNKNOWN -> "for a time that is not known";
        };
        return impact.locks().stream()
                .map(lock -> "-- locks " + lock.relation() + " " + lock.level().sql() + " " + duration + "\n")
                .collect(Collectors.joining());
    }

    private static final class ActionText implements StepAction.Visitor<String> {
        @Override
        public String visit(StepAction.RunStatement action) {
            return action.statement().text() + ";";
        }

        @Override
        public String visit(StepAction.CallCode action) {
            return "-- Java: " + action.description();
        }

        @Override
        public String visit(StepAction.FillRows action) {
            if (action.work() instanceof RowWork.UserStatement user) {
                return "-- in batches:\n" + user.statement().over("{" + action.table() + "}", "{range}") + ";";
            }
            RowWork.Assign work = (RowWork.Assign) action.work();
            return "-- in batches:\nUPDATE " + action.table() + "\nSET " + work.assignments() + "\nWHERE "
                    + work.guard() + ";";
        }

        @Override
        public String visit(StepAction.RequireNone action) {
            return "-- goes on only where this finds nothing, otherwise: " + action.remedy() + "\n" + action.query()
                    + ";";
        }
    }
}
