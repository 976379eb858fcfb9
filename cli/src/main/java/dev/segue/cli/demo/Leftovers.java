package dev.segue.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of demonstrations whose process was killed before it could take its folder away. */
final class Leftovers {

    static final String PREFIX = "segue-try-";

    /** Says whose the folder is: the number of a process, and when it began, because numbers are given again. */
    private static final String OWNER = ".owner";

    private Leftovers() {}

    static void markAsOurs(Path folder) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(folder.resolve(OWNER), self.pid() + " " + beginOf(self));
    }

    /**
     * Nothing here is worth an error. What does not say whose it is, or belongs to another user, is left alone: in a folder
     * that all users share, somebody may have laid a trap.
     */
    static void sweepBeside(Path ours) {
        try (Stream<Path> entries = Files.list(ours.resolveSibling(""))) {
            UserPrincipal user = Files.getOwner(ours);
            List<Path> stale = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(entry -> isStale(entry, user))
                    .toList();
            stale.forEach(ShopFiles::delete);
        } catch (IOException | UncheckedIOException unreadable) {
            return;
        }
    }

    private static boolean isStale(Path folder, UserPrincipal user) {
        try {
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                return false;
            }
            String[] owner = Files.readString(folder.resolve(OWNER)).strip().split(" ");
            return owner.length == 2 && !isAlive(Long.parseLong(owner[0]), owner[1]);
        } catch (IOException | NumberFormatException unknown) {
            return false;
        }
    }

    private static boolean isAlive(long pid, String begin) {
        return ProcessHandle.of(pid)
                .filter(process -> beginOf(process).equals(begin))
                .isPresent();
    }

    private static String beginOf(ProcessHandle process) {
        Optional<Instant> begin = process.info().startInstant();
        return begin.map(Instant::toString).orElse("unknown");
    }
}
