package dev.segue.revision.source;

import dev.segue.problem.SegueException;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.revision.file.SqlRevision;
import dev.segue.revision.foreign.DbmateLayout;
import dev.segue.revision.foreign.DieselLayout;
import dev.segue.revision.foreign.FlywayLayout;
import dev.segue.revision.foreign.GolangMigrateLayout;
import dev.segue.revision.foreign.GooseLayout;
import dev.segue.revision.java.JavaRevisions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells from the files of a folder whose they are. A folder belongs to one tool, or somebody has to say. */
final class LayoutDetection {

    /** The first file that speaks for each layout. */
    private final Map<Layout, FoundFile> examples = new EnumMap<>(Layout.class);

    private LayoutDetection() {}

    /** @return Segue's own when nothing speaks for another */
    static Layout of(List<FoundFile> files, String folder) {
        LayoutDetection detection = new LayoutDetection();
        for (FoundFile file : files) {
            Optional<Layout> layout = layoutOf(file);
            if (layout.isPresent()) {
                detection.examples.putIfAbsent(layout.get(), file);
            }
        }
        return detection.layout(folder);
    }

    private static Optional<Layout> layoutOf(FoundFile file) {
        String name = file.name();
        if (name.endsWith(".java")) {
            if (FlywayLayout.claims(name)) {
                return Optional.of(Layout.FLYWAY);
            }
            return read(file).filter(JavaRevisions::isIn).map(source -> Layout.SEGUE);
        }
        if (!name.endsWith(".sql")) {
            return Optional.empty();
        }
        Optional<RevisionFile> script = read(file);
        return script.isPresent() ? layoutOf(name, script.get()) : Optional.empty();
    }

    /** What a file says itself counts more than its name. */
    private static Optional<Layout> layoutOf(String name, RevisionFile script) {
        if (SqlRevision.isIn(script)) {
            return Optional.of(Layout.SEGUE);
        }
        if (GolangMigrateLayout.claims(name)) {
            return Optional.of(Layout.GOLANG_MIGRATE);
        }
        if (DieselLayout.claims(name)) {
            return Optional.of(Layout.DIESEL);
        }
        if (FlywayLayout.claims(name)) {
            return Optional.of(Layout.FLYWAY);
        }
        if (DbmateLayout.claims(script)) {
            return Optional.of(Layout.DBMATE);
        }
        return GooseLayout.claims(script) ? Optional.of(Layout.GOOSE) : Optional.empty();
    }

    /** A file that cannot be read says nothing here; its problem is told when it is read for good. */
    private static Optional<RevisionFile> read(FoundFile file) {
        try {
            return Optional.of(file.read());
        } catch (SegueException toldLater) {
            return Optional.empty();
        }
    }

    private Layout layout(String folder) {
        if (examples.size() > 1) {
            List<String> words = new ArrayList<>();
            examples.forEach((layout, file) -> words.add("\"" + file.location() + "\" (" + layout.word() + ")"));
            throw RevisionFileProblem.AMBIGUOUS_LAYOUT.with(
                    "the folder \"" + folder + "\" holds files of several tools: " + String.join(", ", words),
                    "give each tool a folder of its own, or name the layout in segue.toml: layout = \""
                            + examples.keySet().iterator().next().word() + "\"");
        }
        return examples.isEmpty() ? Layout.SEGUE : examples.keySet().iterator().next();
    }
}
