package dev.segue.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the file system said, as a clause of a sentence. */
final class FileTrouble {

    private FileTrouble() {}

    static String of(IOException failure, Path place) {
        if (failure instanceof AccessDeniedException denied) {
            return "\"" + denied.getFile() + "\" cannot be written or read by this user";
        }
        if (failure instanceof NoSuchFileException missing) {
            return "\"" + missing.getFile() + "\" does not exist";
        }
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            String file = named.getOtherFile() == null ? named.getFile() : named.getOtherFile();
            return "\"" + file + "\": " + named.getReason();
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("\"") ? message : "\"" + place + "\": " + message;
    }
}
