package dev.segue.revision.file;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A text file of a migrations folder. Its bytes are read once; the text of a large file is let go and read again when it
 * is asked for, and refused when the file is another one by then.
 */
public final class RevisionFile {

    /** More than any script that a person wrote; what is larger is data, and would be held in memory several times. */
    static final int LARGEST = 64 * 1024 * 1024;

    /** In characters; what stands beyond is read when it is asked for. */
    private static final int LONGEST_TOP = 256 * 1024;

    private final Path path;
    private final String location;
    private final String fingerprint;
    private final String top;
    private final boolean isTopAll;

    private RevisionFile(Path path, String location, String fingerprint, String text) {
        this.path = path;
        this.location = location;
        this.fingerprint = fingerprint;
        this.isTopAll = text.length() <= LONGEST_TOP;
        this.top = isTopAll ? text : text.substring(0, LONGEST_TOP);
    }

    /**
     * Reads a file that must be a regular one of a sane size.
     *
     * @param location what messages call it
     */
    static RevisionFile read(Path path, String location) {
        byte[] bytes = bytesOf(path, location);
        return new RevisionFile(path, location, fingerprint(bytes), Utf8.decode(bytes, location));
    }

    public Path path() {
        return path;
    }

    /** The last part of the path. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    public String location() {
        return location;
    }

    /** Length and CRC-32C of the bytes. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The text without a byte order mark, line ends as they are. */
    public SourceText source() {
        return new SourceText(location, isTopAll ? top : textReadAgain());
    }

    /** The text as far as it is kept in memory: all of it, or the beginning of a very long one. */
    public SourceText top() {
        return new SourceText(location, top);
    }

    public static String fingerprint(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return bytes.length + "-" + Long.toHexString(crc.getValue());
    }

    private String textReadAgain() {
        byte[] bytes = bytesOf(path, location);
        if (!fingerprint(bytes).equals(fingerprint)) {
            throw RevisionFileProblem.CHANGED_WHILE_READ.with(
                    "\"" + location + "\" was changed while Segue was working with it",
                    "run the command again when nobody edits the file");
        }
        return Utf8.decode(bytes, location);
    }

    /** A stream opens a file in half the time that a channel takes; but only the latter tells why it cannot. */
    private static byte[] bytesOf(Path path, String location) {
        try (InputStream stream = new FileInputStream(path.toFile())) {
            return stream.readAllBytes();
        } catch (IOException | UnsupportedOperationException noPlainFile) {
            return bytesThroughChannel(path, location);
        }
    }

    private static byte[] bytesThroughChannel(Path path, String location) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException cause) {
            throw unreadable(location, cause);
        }
    }

    static SegueException unreadable(String location, Throwable cause) {
        String reason;
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (cause instanceof NoSuchFileException) {
            reason = "it is gone, or a link to nowhere";
        } else {
            reason = String.valueOf(cause.getMessage());
        }
        return Problem.of(
                        RevisionFileProblem.UNREADABLE,
                        "\"" + location + "\" cannot be read: " + reason,
                        "make it readable for the user that runs Segue, or move it out of the migrations folder")
                .toException(cause);
    }
}
