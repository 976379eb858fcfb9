package dev.segue.revision.file;

import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A name that was met in a migrations folder. The file behind it is opened once, when it is asked for. */
public final class FoundFile {

    private final Path path;
    private final String name;
    private final String location;
    private final BasicFileAttributes attributes;
    private @Nullable RevisionFile file;

    FoundFile(Path path, String name, String location, BasicFileAttributes attributes) {
        this.path = path;
        this.name = name;
        this.location = location;
        this.attributes = attributes;
    }

    public Path path() {
        return path;
    }

    /** What messages call it: its path relative to the project, safe to show. */
    public String location() {
        return location;
    }

    /** The last part of the path. */
    public String name() {
        return name;
    }

    /** The last part of the path of the folder that it lies in. */
    public String folderName() {
        Path folder = path.getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName());
    }

    /** @throws SegueException when it is anything but a readable text file in UTF-8 of a sane size */
    public RevisionFile read() {
        RevisionFile known = file;
        if (known == null) {
            refuseUnreadable();
            known = RevisionFile.read(path, location);
            file = known;
        }
        return known;
    }

    private void refuseUnreadable() {
        if (!attributes.isRegularFile()) {
            throw notAFile();
        }
        if (attributes.size() > RevisionFile.LARGEST) {
            throw RevisionFileProblem.TOO_LARGE.with(
                    "\"" + location + "\" has " + attributes.size() / (1024 * 1024)
                            + " MB; a revision may have at most " + RevisionFile.LARGEST / (1024 * 1024),
                    "load bulk data by another way, or divide it among several revisions");
        }
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
