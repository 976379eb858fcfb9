package dev.segue.embedded;

import static dev.segue.embedded.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    Path temp = Path.of("");

    private final ServerAccount account = ServerAccount.choose();

    @BeforeEach
    void letTheAccountOfTheServerIn() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aUserHasItWhereCachesAreAndRootWhereOthersCanGo() {
        Map<String, String> configured = Map.of("XDG_CACHE_HOME", "/caches");

        assertThat(CacheFolder.usualPlaces(false, Map.of(), "/home/ada", "/tmp"))
                .first()
                .isEqualTo(Path.of("/home/ada/.cache/segue"));
        assertThat(CacheFolder.usualPlaces(false, configured, "/home/ada", "/tmp"))
                .startsWith(Path.of("/caches/segue"), Path.of("/home/ada/.cache/segue"));
        assertThat(CacheFolder.usualPlaces(true, Map.of("XDG_CACHE_HOME", "relative"), "/root", "/tmp"))
                .containsExactly(Path.of("/var/cache/segue"), Path.of("/tmp/segue-cache-root"));
    }

    @Test
    void aFolderIsMadeThatNobodyElseCanWrite() throws IOException {
        Path cache = temp.resolve("deep/cache");

        SystemProperty.during(
                CacheFolder.PROPERTY,
                cache.toString(),
                () -> assertThat(new CacheFolder(account).choose())
                        .isEqualTo(cache.resolve("postgresql"))
                        .isDirectory());

        String rights = account.changesOwner() ? "rwxr-xr-x" : "rwx------";
        assertThat(Files.getPosixFilePermissions(cache.resolve("postgresql")))
                .isEqualTo(PosixFilePermissions.fromString(rights));
    }

    @Test
    void aFolderThatOthersCanWriteIsRefused() throws IOException {
        Path open = Files.createDirectories(temp.resolve("cache/postgresql"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(temp.resolve("cache"), "\"" + open + "\" can be written by other users");
    }

    @Test
    void aLinkToAFolderAndAFileAreRefused() throws IOException {
        Files.createDirectories(temp.resolve("cache"));
        Files.createSymbolicLink(temp.resolve("cache/postgresql"), temp);
        Path file = Files.createFile(temp.resolve("file"));

        assertRefused(temp.resolve("cache"), "is not a folder");
        assertRefused(file, "file");
    }

    @Test
    void aBrokenDownloadIsReportedAndLeavesNothingHalfUnpacked() throws IOException {
        Path cache = temp.resolve("cache");
        Path repository = temp.resolve("repository");
        Path folder = Files.createDirectories(
                repository.resolve(Platform.current().folder()).resolve("16.99.0"));
        Path jar = folder.resolve(Platform.current().artifact() + "-16.99.0.jar");
        Files.write(jar, new byte[10_000]);

        SystemProperty.during(
                "maven.repo.local",
                repository.toString(),
                () -> SystemProperty.during(
                        CacheFolder.PROPERTY,
                        cache.toString(),
                        () -> assertThatThrownBy(() ->
                                        EmbeddedPostgres.builder().version(16).start())
                                .hasMessageContaining("EM104")
                                .hasMessageContaining(jar.getFileName().toString())));

        assertThat(unfinished(cache)).isEmpty();
    }

    /** With everything that a machine can get wrong: no such locale, no such time zone, a umask that hides all files. */
    @Test
    void twoProgramsFillAnEmptyCacheAtOnceInAnHostileEnvironment() throws IOException, InterruptedException {
        Path cache = temp.resolve("cache");
        ChildProgram.Recipe recipe = ChildProgram.Recipe.plain()
                .with("-D" + CacheFolder.PROPERTY + "=" + cache)
                .behind(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\""))
                .in(Map.of("LC_ALL", "xx_YY.UTF-8", "LANG", "tr_TR", "TZ", "Mars/Olympus", "PGPORT", "1"));
        try (ChildProgram one = recipe.start();
                ChildProgram other = recipe.start()) {
            ChildProgram.Ready first = one.awaitReady();
            ChildProgram.Ready second = other.awaitReady();
            assertThat(first.pid()).isNotEqualTo(second.pid());

            one.say("close");
            other.say("close");

            assertThat(one.awaitEnd()).contains("closed");
            assertThat(other.awaitEnd()).contains("closed");
        }
        assertThat(unfinished(cache)).isEmpty();
        SystemProperty.during(CacheFolder.PROPERTY, cache.toString(), () -> {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
                assertThat(value(server, "postgres", "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"))
                        .isIn("C.UTF-8", "C");
                assertThat(value(server, "postgres", "SELECT boot_val FROM pg_settings WHERE name = 'TimeZone'"))
                        .isEqualTo("GMT");
                assertThat(value(server, "postgres", "SELECT setting FROM pg_settings WHERE name = 'log_timezone'"))
                        .isEqualTo("UTC");
            }
        });
    }

    private void assertRefused(Path cache, String words) {
        SystemProperty.during(
                CacheFolder.PROPERTY,
                cache.toString(),
                () -> assertThatThrownBy(() -> new CacheFolder(account).choose())
                        .hasMessageContaining("EM105")
                        .hasMessageContaining(words));
    }

    private static List<Path> unfinished(Path cache) throws IOException {
        try (Stream<Path> entries = Files.walk(cache, 3)) {
            return entries.filter(path -> path.toString().endsWith(".unfinished"))
                    .toList();
        }
    }
}
