package dev.segue.revision.file;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Finds the files of a migrations folder and of the folders in it, links followed. */
public final class RevisionFolder {

    private RevisionFolder() {}

    /**
     * Everything whose name could matter to a layout, ordered by location. Hidden files and what editors leave behind
     * are passed over.
     *
     * @param project the folder that locations are relative to
     */
    public static List<FoundFile> list(Path folder, Path project) {
        Path start = folder.toAbsolutePath().normalize();
        Visitor visitor = new Visitor(start, project.toAbsolutePath().normalize());
        if (!Files.isDirectory(start)) {
            throw missing(start, visitor.locationOf(start));
        }
        try {
            Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException cause) {
            throw RevisionFile.unreadable(visitor.locationOf(start), cause);
        }
        visitor.found.sort((first, second) -> first.location().compareTo(second.location()));
        return visitor.found;
    }

    private static SegueException missing(Path folder, String location) {
        return Files.exists(folder)
                ? RevisionFileProblem.NOT_A_FILE.with(
                        "the migrations folder \"" + location + "\" is not a folder",
                        "name the folder that the revisions are in")
                : RevisionFileProblem.LOCATION_MISSING.with(
                        "the migrations folder \"" + location + "\" does not exist",
                        "create it, run `segue init`, or correct the name in segue.toml");
    }

    /** What the layouts read: scripts, Java sources, and the settings beside scripts. */
    private static boolean couldMatter(String name) {
        String lowered = name.toLowerCase(Locale.ROOT);
        return lowered.endsWith(".sql")
                || lowered.endsWith(".java")
                || lowered.endsWith(".go")
                || lowered.endsWith(".conf")
                || lowered.equals("metadata.toml");
    }

    private static boolean isLeftover(String name) {
        return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path start;
        private final String projectPrefix;
        private final List<FoundFile> found = new ArrayList<>();

        private Visitor(Path start, Path project) {
            this.start = start;
            String prefix = project.toString();
            this.projectPrefix = prefix.endsWith(File.separator) ? prefix : prefix + File.separator;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(start)) {
                return FileVisitResult.CONTINUE;
            }
            String name = String.valueOf(folder.getFileName());
            if (isLeftover(name)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (couldMatter(name)) {
                found.add(new FoundFile(folder, name, locationOf(folder), attributes));
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (!isLeftover(name) && couldMatter(name)) {
                found.add(new FoundFile(file, name, locationOf(file), attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            if (isLeftover(String.valueOf(file.getFileName()))) {
                return FileVisitResult.CONTINUE;
            }
            if (cause instanceof FileSystemLoopException) {
                throw Problem.of(
                                RevisionFileProblem.LINK_LOOP,
                                "\"" + locationOf(file) + "\" is a link to a folder that it lies in",
                                "take the link away")
                        .toException(cause);
            }
            throw RevisionFile.unreadable(locationOf(file), cause);
        }

        private String locationOf(Path path) {
            String whole = path.toString();
            String shown = whole.startsWith(projectPrefix) ? whole.substring(projectPrefix.length()) : whole;
            return OneLine.of(File.separatorChar == '/' ? shown : shown.replace(File.separatorChar, '/'));
        }
    }
}
