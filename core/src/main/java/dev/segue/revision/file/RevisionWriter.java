package dev.segue.revision.file;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the files of new revisions. A file is there completely or not at all, and one that is there already is never
 * touched.
 */
public final class RevisionWriter {

    /** To the minute, so that a folder lists the revisions in the order in which they were begun. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmm", Locale.ROOT);

    private static final int LONGEST_ID_IN_NAME = 40;

    /** Names that a class may not have beside the imports of the template, or that Windows keeps for its devices. */
    private static final Set<String> TAKEN =
            Set.of("Migration", "Operations", "RevisionHeader", "RevisionKind", "Con", "Prn", "Aux", "Nul");

    private final Path folder;
    private final Clock clock;

    /** @param folder is made when it does not exist */
    public RevisionWriter(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Writes {@code 20261121_1432_8f2c41aa03b1_call_users_by_their_display_name.sql}. */
    public Path writeSql(NewRevision revision) {
        String slug = Slug.of(revision.message()).snakeCase();
        String name = TIME.format(LocalDateTime.now(clock)) + "_" + plainId(revision);
        return write(name + (slug.isEmpty() ? "" : "_" + slug) + ".sql", NewSqlFile.of(revision));
    }

    /**
     * Writes {@code CallUsersByTheirDisplayName.java}, or, where that name is taken,
     * {@code CallUsersByTheirDisplayName_8f2c41aa03b1.java}.
     */
    public Path writeJava(NewRevision revision) {
        String simple = className(revision);
        String className = Files.exists(folder.resolve(simple + ".java")) ? simple + "_" + plainId(revision) : simple;
        return write(className + ".java", NewJavaFile.of(revision, className));
    }

    private static String className(NewRevision revision) {
        String name = Slug.of(revision.message()).className();
        if (name.isEmpty()) {
            return "Revision_" + plainId(revision);
        }
        if (Character.isDigit(name.charAt(0))) {
            return "Revision" + name;
        }
        return isTaken(name) ? name + "Revision" : name;
    }

    private static boolean isTaken(String className) {
        if (TAKEN.contains(className)) {
            return true;
        }
        try {
            Class.forName("java.lang." + className, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The id as far as it can stand in a file name everywhere; the whole of it stands in the file. */
    private static String plainId(NewRevision revision) {
        String id = revision.id().value();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(id.length(), LONGEST_ID_IN_NAME); i++) {
            char each = id.charAt(i);
            boolean isPlain = each < 128 && Character.isLetterOrDigit(each);
            plain.append(isPlain ? each : '_');
        }
        return plain.toString();
    }

    private Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            Path draft = folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".tmp");
            try {
                Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                publish(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
            return file;
        } catch (FileAlreadyExistsException taken) {
            throw exists(file, taken);
        } catch (IOException | UncheckedIOException cause) {
            throw Problem.of(
                            RevisionFileProblem.NOT_WRITTEN,
                            "\"" + OneLine.of(file.toString()) + "\" cannot be written: " + reason(cause),
                            "make room and give the user that runs Segue the right to write there")
                    .toException(cause);
        }
    }

    /** A hard link is the one way to give a finished file its name that refuses a name already taken. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            Files.write(file, Files.readAllBytes(draft), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    private SegueException exists(Path file, IOException cause) {
        boolean isFolder = Files.exists(folder) && !Files.isDirectory(folder);
        String headline = isFolder
                ? "the migrations folder \"" + OneLine.of(folder.toString()) + "\" is not a folder"
                : "\"" + OneLine.of(file.toString()) + "\" exists already";
        String remedy = isFolder
                ? "name the folder that the revisions are in"
                : "give the new revision another message or id, or edit the file that is there";
        return Problem.of(RevisionFileProblem.FILE_EXISTS, headline, remedy).toException(cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(cause.getMessage());
    }
}
