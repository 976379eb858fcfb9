package dev.segue.revision.source;

import dev.segue.problem.SegueException;
import dev.segue.revision.Migration;
import dev.segue.revision.Revision;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.revision.file.RevisionFolder;
import dev.segue.revision.file.SqlRevision;
import dev.segue.revision.foreign.DbmateLayout;
import dev.segue.revision.foreign.DieselLayout;
import dev.segue.revision.foreign.FlywayLayout;
import dev.segue.revision.foreign.ForeignLayout;
import dev.segue.revision.foreign.ForeignRevisions;
import dev.segue.revision.foreign.GolangMigrateLayout;
import dev.segue.revision.foreign.GooseLayout;
import dev.segue.revision.java.JavaRevisions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All revisions of a project, as found in its files: ready for a graph, which will say whether they fit together.
 *
 * @param revisions in the order of their files
 * @param repeatables what is run again whenever its text changes, in the order in which it is run
 * @param layouts of the folders that they were found in
 */
public record RevisionFiles(List<Revision> revisions, List<Revision> repeatables, Set<Layout> layouts) {

    public RevisionFiles {
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
        layouts = Set.copyOf(layouts);
    }

    /**
     * Reads the top of every file; contents are read when they are asked for.
     *
     * @throws SegueException when files cannot be read or understood: the first problem, with a line for each other one
     */
    public static RevisionFiles read(RevisionLocations locations) {
        return new Reading(locations).read();
    }

    /**
     * New revisions are written to the first folder, in Segue's own format: among files of another tool neither of the two
     * would understand the other's.
     *
     * @throws SegueException when that folder belongs to another tool
     */
    public static void requireOwnLayout(RevisionLocations locations) {
        Path folder = locations.folders().get(0);
        Layout layout = new Reading(locations).layoutOf(folder, RevisionFolder.list(folder, locations.project()));
        if (layout == Layout.SEGUE) {
            return;
        }
        String shown = shown(folder, locations.project());
        throw RevisionFileProblem.FOLDER_OF_ANOTHER_TOOL.with(
                "the folder \"" + shown + "\" is laid out as " + layout.word()
                        + " does it, and a file in Segue's own format would not be understood there",
                "write the next file as " + layout.word() + " would; or make a folder for files of Segue's own and name"
                        + " it first in segue.toml: migrations = [\"segue\", \"" + shown + "\"]"
                        + (locations.layout().isPresent() ? ", without a layout" : ""));
    }

    private static String shown(Path folder, Path project) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path base = project.toAbsolutePath().normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString();
    }

    private static final class Reading {

        private final RevisionLocations locations;
        private final List<Revision> revisions = new ArrayList<>();
        private final List<Revision> repeatables = new ArrayList<>();

        private Reading(RevisionLocations locations) {
            this.locations = locations;
        }

        private RevisionFiles read() {
            Map<Layout, List<FoundFile>> filesByLayout = filesByLayout();
            filesByLayout.forEach(this::read);
            for (String name : locations.packages()) {
                revisions.addAll(java().fromPackage(name));
            }
            for (Class<? extends Migration> type : locations.classes()) {
                revisions.add(java().fromClass(type));
            }
            return new RevisionFiles(revisions, repeatables, filesByLayout.keySet());
        }

        private void read(Layout layout, List<FoundFile> files) {
            switch (layout) {
                case SEGUE -> readOwn(files);
                case FLYWAY -> readForeign(new FlywayLayout(locations.syntax(), locations.placeholders()), files);
                case GOLANG_MIGRATE -> readForeign(new GolangMigrateLayout(locations.syntax()), files);
                case DBMATE -> readForeign(new DbmateLayout(locations.syntax()), files);
                case GOOSE -> readForeign(new GooseLayout(locations.syntax()), files);
                case DIESEL -> readForeign(new DieselLayout(locations.syntax()), files);
            }
        }

        private JavaRevisions java() {
            return new JavaRevisions(locations.syntax(), locations.classLoader(), locations.cache());
        }

        /** The folders of one tool make one line together, as they do with that tool. */
        private Map<Layout, List<FoundFile>> filesByLayout() {
            Map<Layout, List<FoundFile>> byLayout = new EnumMap<>(Layout.class);
            for (Path folder : locations.folders()) {
                List<FoundFile> files = RevisionFolder.list(folder, locations.project());
                byLayout.computeIfAbsent(layoutOf(folder, files), absent -> new ArrayList<>())
                        .addAll(files);
            }
            return byLayout;
        }

        private Layout layoutOf(Path folder, List<FoundFile> files) {
            return locations.layout().orElseGet(() -> LayoutDetection.of(files, folder.toString()));
        }

        private void readOwn(List<FoundFile> files) {
            List<RevisionFile> javaSources = new ArrayList<>();
            CollectedProblems problems = new CollectedProblems();
            for (FoundFile file : files) {
                String name = file.name().toLowerCase(Locale.ROOT);
                try {
                    if (name.endsWith(".sql")) {
                        revisions.add(SqlRevision.read(file.read(), locations.syntax()));
                    } else if (name.endsWith(".java") && !name.endsWith("-info.java")) {
                        javaSources.add(file.read());
                    }
                } catch (SegueException failure) {
                    problems.add(failure);
                }
            }
            problems.throwIfAny();
            if (!javaSources.isEmpty()) {
                revisions.addAll(java().fromSources(javaSources));
            }
        }

        private void readForeign(ForeignLayout layout, List<FoundFile> files) {
            ForeignRevisions found = layout.read(files);
            revisions.addAll(found.revisions());
            repeatables.addAll(found.repeatables());
        }
    }
}
