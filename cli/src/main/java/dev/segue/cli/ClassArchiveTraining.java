package dev.segue.cli;

import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import dev.segue.execution.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Does once what most runs do, so that the launcher can archive the classes that this loads. It works in a folder of its
 * own, which it removes, on an SQLite file; of PostgreSQL's driver it loads what a connection would.
 */
public final class ClassArchiveTraining {

    private static final String REVISION = """
            -- segue:revision 0123456789ab
            -- segue:message training
            -- segue:upgrade
            CREATE TABLE training (id integer PRIMARY KEY);
            -- segue:downgrade
            DROP TABLE training;
            """;

    private static final List<String> COMMANDS = List.of(
            "--version",
            "init",
            "revision -m more",
            "upgrad",
            "upgrade --url sqlite:training.db",
            "upgrade --url sqlite:training.db",
            "status --url sqlite:training.db",
            "current --url sqlite:training.db",
            "history",
            "show",
            "validate",
            "status --format json --url sqlite:training.db",
            "current --url postgresql://training@127.0.0.1:1/training");

    private ClassArchiveTraining() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("segue-training-");
        try {
            Files.createDirectory(folder.resolve("migrations"));
            Files.writeString(folder.resolve("migrations/training.sql"), REVISION);
            Terminal.ofProcess(Map.of(), new HashMap<>(System.getenv()), false);
            for (String command : COMMANDS) {
                new Program(surroundings(folder)).run(command.split(" "));
            }
            loadDriverOfPostgresql();
            prepareAuthentication();
        } finally {
            remove(folder);
        }
    }

    private static Surroundings surroundings(Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Look look = new Look(true, true);
        return new Surroundings(
                new Terminal(nowhere, nowhere, look, look, true, 80),
                InputStream.nullInputStream(),
                Map.of(),
                folder,
                Clock.system(ZoneId.systemDefault()),
                new Cancellation());
    }

    /** The rooms of the driver that a connection needs, without its pools, its replication and its XA. */
    private static void loadDriverOfPostgresql() throws IOException {
        URL driver = ClassArchiveTraining.class.getResource("/org/postgresql/Driver.class");
        if (driver == null || !(driver.openConnection() instanceof JarURLConnection jar)) {
            return;
        }
        jar.getJarFile().stream()
                .map(entry -> entry.getName())
                .filter(name -> name.matches("org/postgresql/(?!xa|ds|osgi|sspi|gss|replication).+\\.class"))
                .forEach(name -> load(name.replace('/', '.').replaceFirst("\\.class$", "")));
    }

    private static void load(String className) {
        try {
            Class.forName(className);
        } catch (ClassNotFoundException | LinkageError unneeded) {
            // It refers to something optional that is not here; then a connection does without it too.
            return;
        }
    }

    /** What SCRAM authentication asks of the JDK. */
    private static void prepareAuthentication() throws GeneralSecurityException {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("training".toCharArray(), salt, 1, 256));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        mac.doFinal(salt);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
