package dev.segue.revision.foreign;

import dev.segue.problem.SegueException;
import dev.segue.revision.file.FoundFile;
import java.util.List;

/** The habits of another tool: how its files are named, and where they say what is done and what undoes it. */
public interface ForeignLayout {

    /**
     * All migrations in these files, as a line in the order of their versions.
     *
     * @param files everything found in the folders of this layout
     * @throws SegueException when files cannot be understood, or hold what Segue does not run
     */
    ForeignRevisions read(List<FoundFile> files);
}
