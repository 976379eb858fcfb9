package dev.segue.embedded;

import dev.segue.problem.SegueException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A real PostgreSQL server for this program, on 127.0.0.1, behind a random password.
 *
 * <pre>{@code
 * try (EmbeddedPostgres server = EmbeddedPostgres.builder().version(17).start()) {
 *     server.createDatabase("shop");
 *     DriverManager.getConnection(server.jdbcUrl("shop"), server.user(), server.password());
 * }
 * }</pre>
 *
 * <p>The server stops when it is closed and when the Java program ends, in whatever way: a guardian process sees to that
 * after {@code kill -9} too. A throw-away server takes its data with it; a kept one stops when the last program that uses
 * it has left. Nothing of it hangs on the thread that started it. Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";

    private final int version;
    private final SharedServer server;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(int version, SharedServer server, String password) {
        this.version = version;
        this.server = server;
        this.password = password;
    }

    public static EmbeddedPostgresBuilder builder() {
        return new EmbeddedPostgresBuilder();
    }

    static EmbeddedPostgres start(
            int version, Optional<Path> keptFolder, OptionalInt port, Map<String, String> settings) {
        ServerAccount account = ServerAccount.choose();
        Installation installation = Installation.prepare(version, account);
        new ThrowAwayFolders(installation).sweep();
        try {
            ServerFolder folder = keptFolder.isPresent()
                    ? ServerFolder.kept(keptFolder.get(), account)
                    : ServerFolder.throwAway(account);
            SharedServer server = SharedServer.use(folder, installation, settings, port);
            return new EmbeddedPostgres(
                    version, server, Files.readString(folder.password()).strip());
        } catch (IOException trouble) {
            throw unusable(trouble, keptFolder.orElse(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        }
    }

    /** The major version. */
    public int version() {
        return version;
    }

    /** Stays the same when the server is restarted. */
    public int port() {
        return server.port();
    }

    /** The superuser. */
    public String user() {
        return SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Names neither the user nor the password, so that it can be shown. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** The process that has all others of the server as its children. */
    public long pid() {
        return server.process().running().map(running -> running.pid().number()).orElseThrow(this::notRunning);
    }

    public boolean isRunning() {
        return server.process().running().isPresent();
    }

    /** Where the server writes what it has to say. */
    public Path log() {
        return server.folder().log();
    }

    /** An empty database; about 20 ms. */
    public void createDatabase(String name) {
        databases().create(name);
    }

    /** A copy of another database, to which nobody may be connected meanwhile. */
    public void createDatabase(String name, String template) {
        databases().create(name, template);
    }

    /** Ends the sessions in it first; does nothing when there is no such database. */
    public void dropDatabase(String name) {
        databases().drop(name);
    }

    /** Stops the server for all who use it, without leaving it: {@link #restart()} brings it back. */
    public synchronized void stop(StopMode mode) {
        server.stop(mode);
    }

    /** Kills the server and all its processes, like {@code kill -9}; {@link #restart()} recovers. */
    public synchronized void crash() {
        server.process().kill();
    }

    /** Stops the server if it runs, and starts it again on the same port. */
    public synchronized void restart() {
        try {
            server.restart();
        } catch (IOException trouble) {
            throw unusable(trouble, server.folder().base());
        }
    }

    /** Leaves the server; it stops unless another program still uses it. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.leave();
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " on 127.0.0.1:" + port();
    }

    ServerFolder folder() {
        return server.folder();
    }

    private ScratchDatabases databases() {
        return new ScratchDatabases(jdbcUrl(SUPERUSER), SUPERUSER, password);
    }

    private SegueException notRunning() {
        return EmbeddedProblem.SERVER_NOT_RUNNING.with(
                "PostgreSQL " + version + " in \"" + server.folder().base() + "\" is not running", "start it again");
    }

    private static SegueException unusable(IOException trouble, Path place) {
        return EmbeddedProblem.FOLDER_UNUSABLE.with(
                "an embedded PostgreSQL cannot keep its data in \"" + place + "\": " + FileTrouble.of(trouble, place),
                "mend the folder, or name another one");
    }
}
