package dev.segue.revision.source;

import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFolder;
import dev.segue.revision.file.SqlRevision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All revisions of a project, as found in its files: ready for a graph, which will say whether they fit together.
 *
 * @param revisions in the order of their files
 * @param repeatables what is run again whenever its text changes, in the order in which it is run
 */
public record RevisionFiles(List<Revision> revisions, List<Revision> repeatables) {

    public RevisionFiles {
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
    }

    /**
     * Reads the top of every file; contents are read when they are asked for.
     *
     * @throws SegueException when files cannot be read or understood: the first problem, with a line for each other one
     */
    public static RevisionFiles read(RevisionLocations locations) {
        List<Revision> revisions = new ArrayList<>();
        CollectedProblems problems = new CollectedProblems();
        for (Path folder : locations.folders()) {
            for (FoundFile file : RevisionFolder.list(folder, locations.project())) {
                if (file.name().toLowerCase(Locale.ROOT).endsWith(".sql")) {
                    try {
                        revisions.add(SqlRevision.read(file.read(), locations.syntax()));
                    } catch (SegueException failure) {
                        problems.add(failure);
                    }
                }
            }
        }
        problems.throwIfAny();
        return new RevisionFiles(revisions, List.of());
    }
}
