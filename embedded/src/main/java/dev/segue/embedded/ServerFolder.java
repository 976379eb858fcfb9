package dev.segue.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one server has on disk: its data, which belong to the account that it runs as, and beside them what belongs to us.
 *
 * <pre>
 * data/        the cluster
 * password     of the superuser
 * server.log   what the server says
 * server.pid   of the running server; empty while it starts
 * users/       a file for each guardian; as long as one is there, the server is needed
 * lock         held while someone starts the server, and by throw-away servers as long as their program lives
 * </pre>
 */
record ServerFolder(Path base, boolean kept) {

    private static final Set<String> OURS =
            Set.of("data", "data.unfinished", "password", "server.log", "server.pid", "users", "lock");

    Path data() {
        return base.resolve("data");
    }

    Path password() {
        return base.resolve("password");
    }

    Path log() {
        return base.resolve("server.log");
    }

    Path serverPid() {
        return base.resolve("server.pid");
    }

    Path users() {
        return base.resolve("users");
    }

    Path lock() {
        return base.resolve("lock");
    }

    /** A folder for one run, under a name that nobody can know before. */
    static ServerFolder throwAway(ServerAccount account) throws IOException {
        Path base = Files.createTempDirectory(ThrowAwayFolders.PREFIX);
        Files.setPosixFilePermissions(base, rights(account));
        return new ServerFolder(base, false);
    }

    /** A folder of the user's choice: new, empty, or one that an embedded server has used before. */
    static ServerFolder kept(Path folder, ServerAccount account) throws IOException {
        Path base = folder.toAbsolutePath().normalize();
        if (!Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(base);
            Files.setPosixFilePermissions(base, rights(account));
        }
        if (!Files.isDirectory(base)) {
            throw new IOException("\"" + base + "\" is not a folder");
        }
        if (!account.isOurs(base)) {
            throw new IOException("\"" + base + "\" belongs to another user");
        }
        Set<String> foreign = namesIn(base);
        foreign.removeAll(OURS);
        if (!foreign.isEmpty()) {
            throw new IOException("\"" + base + "\" holds something else: "
                    + foreign.stream().limit(3).collect(Collectors.joining(", ")));
        }
        return new ServerFolder(base, true);
    }

    /** Makes the cluster unless it is there already. To be called under the lock. */
    void fill(Installation installation) throws IOException {
        ServerAccount account = installation.account();
        if (Files.isDirectory(data())) {
            requireSameMajor(installation.major());
            if (!account.owns(data())) {
                throw new IOException("\"" + data() + "\" was made by a server of another user");
            }
            return;
        }
        ClusterTemplate template = installation.template();
        Path unfinished = base.resolve("data.unfinished");
        new FileTree(unfinished).delete();
        Files.copy(
                template.password(),
                password(),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        template.copyTo(unfinished);
        account.give(unfinished);
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A new server begins without users; marks of an earlier one may bear the numbers of other processes by now. */
    void forgetUsers() throws IOException {
        new FileTree(users()).delete();
        Files.createDirectory(users());
        Files.setPosixFilePermissions(users(), ClusterTemplate.PRIVATE_FOLDER);
    }

    private void requireSameMajor(int major) throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(String.valueOf(major))) {
            throw EmbeddedProblem.FOLDER_OF_ANOTHER_VERSION.with(
                    "\"" + base + "\" holds data of PostgreSQL " + found + ", not " + major,
                    "ask for version " + found + ", or name another folder for version " + major);
        }
    }

    /** Our own eyes only, but the account of the server must be able to walk through. */
    private static Set<PosixFilePermission> rights(ServerAccount account) {
        return PosixFilePermissions.fromString(account.changesOwner() ? "rwx--x--x" : "rwx------");
    }

    private static Set<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
