package dev.segue.backfill.throttle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * {@code file(/run/pause-backfill)}: the file is there. Its folder has to be there at all times: one that is not mounted
 * would look like one without the file.
 */
record FlagFile(String text, Path path) implements Condition {

    static final String NAME = "file";

    static FlagFile read(WrittenCondition written) {
        written.refuseLimit();
        String path = written.requireArgument("file(/run/pause-backfill)");
        try {
            return new FlagFile(written.text(), Path.of(path));
        } catch (InvalidPathException notOne) {
            throw written.wrong("does not name a file", "write the path of a file");
        }
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        Path file = observer.surroundings().folder().resolve(path).toAbsolutePath();
        return () -> reason(file);
    }

    private static Optional<String> reason(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of("the file " + file + " is there");
        } catch (NoSuchFileException notThere) {
            Path folder = file.getParent();
            return folder != null && Files.isDirectory(folder)
                    ? Optional.empty()
                    : Optional.of("the folder of " + file + " is not there, so the file cannot be looked for");
        } catch (IOException unreadable) {
            return Optional.of("the file " + file + " cannot be looked for: "
                    + unreadable.getClass().getSimpleName().replace("Exception", ""));
        }
    }
}
