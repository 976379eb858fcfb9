package dev.segue.revision.file;

import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A name that was met in a migrations folder, not opened yet.
 *
 * @param location what messages call it: its path relative to the project, safe to show
 */
public record FoundFile(Path path, String location, BasicFileAttributes attributes) {

    /** The last part of the path. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** The last part of the path of the folder that it lies in. */
    public String folderName() {
        Path folder = path.getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName());
    }

    /** @throws SegueException when it is anything but a readable text file in UTF-8 of a sane size */
    public RevisionFile read() {
        if (!attributes.isRegularFile()) {
            throw notAFile();
        }
        if (attributes.size() > RevisionFile.LARGEST) {
            throw RevisionFileProblem.TOO_LARGE.with(
                    "\"" + location + "\" has " + attributes.size() / (1024 * 1024)
                            + " MB; a revision may have at most " + RevisionFile.LARGEST / (1024 * 1024),
                    "load bulk data by another way, or divide it among several revisions");
        }
        return RevisionFile.read(path, location);
    }

    private SegueException notAFile() {
        if (attributes.isDirectory()) {
            return RevisionFileProblem.NOT_A_FILE.with(
                    "\"" + location + "\" is a folder, but has the name of a revision", "give the folder another name");
        }
        if (attributes.isSymbolicLink()) {
            return RevisionFileProblem.UNREADABLE.with(
                    "\"" + location + "\" is a link to nowhere", "take the link away, or bring back what it points to");
        }
        return RevisionFileProblem.NOT_A_FILE.with(
                "\"" + location + "\" is no ordinary file, but a pipe, a socket or a device",
                "move it out of the migrations folder");
    }
}
