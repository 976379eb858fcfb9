package dev.segue.revision.source;

import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFolder;
import dev.segue.revision.file.SqlRevision;
import dev.segue.revision.java.JavaRevisions;
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
        JavaRevisions java = new JavaRevisions(locations.syntax(), locations.classLoader(), locations.cache());
        List<Revision> revisions = new ArrayList<>();
        List<RevisionFile> javaSources = new ArrayList<>();
        CollectedProblems problems = new CollectedProblems();
        for (Path folder : locations.folders()) {
            for (FoundFile file : RevisionFolder.list(folder, locations.project())) {
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
        }
        problems.throwIfAny();
        if (!javaSources.isEmpty()) {
            revisions.addAll(java.fromSources(javaSources));
        }
        locations.packages().forEach(name -> revisions.addAll(java.fromPackage(name)));
        locations.classes().forEach(type -> revisions.add(java.fromClass(type)));
        return new RevisionFiles(revisions, List.of());
    }
}
