package dev.segue.embedded;

import dev.segue.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A cluster that nobody has used yet, with the password of its superuser beside it. Copying it takes a tenth of the time
 * of making one. The password is random, and the same for all servers of one user that are copied from here: it keeps out
 * the other users of the machine, who can read neither this folder nor those of the servers.
 */
record ClusterTemplate(Installation installation, Path folder) {

    /** Its number grows with every change of what {@link #make} does, so that an older template is not taken. */
    static final String FOLDER = "template-1";

    static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    private static final int PASSWORD_BYTES = 24;

    /** Orders by code point everywhere; the second is for systems that do not know the first. */
    private static final List<String> LOCALES = List.of("C.UTF-8", "C");

    /** Only this machine, only with the password; also for standbys and logical replication. */
    private static final String WHO_MAY_COME_IN = """
            # type  database     user  address        method
            host    all          all   127.0.0.1/32   scram-sha-256
            host    replication  all   127.0.0.1/32   scram-sha-256
            """;

    /** Small, and otherwise as PostgreSQL comes: what is tried out here must be true elsewhere. */
    private static final String SETTINGS = """

            # An embedded server: one user, this machine.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            shared_buffers = '32MB'
            min_wal_size = '32MB'
            log_checkpoints = off
            """;

    boolean isComplete() {
        return Files.isDirectory(folder);
    }

    /** Copies the cluster to a folder that does not exist yet. */
    void copyTo(Path data) throws IOException {
        new FileTree(folder.resolve("data")).copyTo(data);
    }

    Path password() {
        return folder.resolve("password");
    }

    void make() throws IOException {
        ServerAccount account = installation.account();
        Path unfinished = folder.resolveSibling(FOLDER + ".unfinished");
        new FileTree(unfinished).delete();
        Files.createDirectory(unfinished);
        try {
            Path password = unfinished.resolve("password");
            Files.createFile(password, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            Files.setPosixFilePermissions(password, PRIVATE_FILE);
            Files.writeString(password, randomPassword() + "\n");
            Path data = Files.createDirectory(unfinished.resolve("data"));
            Files.setPosixFilePermissions(data, PRIVATE_FOLDER);
            Files.setPosixFilePermissions(unfinished, TarArchive.PROGRAM);
            account.give(data);
            account.give(password);
            initialise(data, password);
            Files.setPosixFilePermissions(unfinished, PRIVATE_FOLDER);
            account.takeBack(unfinished);
            Files.writeString(data.resolve("pg_hba.conf"), WHO_MAY_COME_IN);
            Files.writeString(data.resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            new FileTree(unfinished).delete();
        }
    }

    private void initialise(Path data, Path password) {
        Programs.Outcome outcome = new Programs.Outcome(1, "");
        for (String locale : LOCALES) {
            outcome = Programs.run(
                    installation.folder(),
                    installation
                            .account()
                            .command(List.of(
                                    installation.program("initdb").toString(),
                                    "--pgdata=" + data,
                                    "--username=postgres",
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + password,
                                    "--encoding=UTF8",
                                    "--locale=" + locale,
                                    "--text-search-config=english",
                                    "--no-sync")));
            if (outcome.isSuccess()) {
                return;
            }
        }
        throw Problem.of(
                        EmbeddedProblem.CLUSTER_NOT_CREATED,
                        "initdb of PostgreSQL " + installation.major() + " failed with exit code " + outcome.exitCode(),
                        "mend what it says; where programs may not be run in \"" + installation.folder()
                                + "\", name another folder with the environment variable " + CacheFolder.VARIABLE)
                .saying(outcome.output().lines().toList())
                .toException();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
