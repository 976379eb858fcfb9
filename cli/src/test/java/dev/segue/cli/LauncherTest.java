package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code segue}, in a folder that looks like a built clone and holds a program that only echoes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path SCRIPT = Path.of("..", "segue");
    private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));

    private static final String ECHO = """
            package dev.segue.cli;
            public final class Main {
                public static void main(String[] arguments) {
                    System.out.println("folder=" + System.getProperty("user.dir"));
                    System.out.println("unicode=" + System.getProperty("segue.unicode"));
                    for (String argument : arguments) {
                        System.out.println("argument=" + argument);
                    }
                    if (System.out.checkError()) {
                        System.exit(99);
                    }
                    System.exit(arguments.length > 1 && arguments[0].equals("exit") ? Integer.parseInt(arguments[1]) : 0);
                }
            }
            """;

    private static final String TRAINING = """
            package dev.segue.cli;
            public final class ClassArchiveTraining {
                public static void main(String[] arguments) throws Exception {
                    Class.forName("dev.segue.cli.Main");
                }
            }
            """;

    @TempDir
    private static Path compiled;

    @TempDir
    private Path folder;

    private Path clone;
    private Path cache;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeAll
    static void compileTheEcho() throws IOException {
        Path main = Files.writeString(compiled.resolve("Main.java"), ECHO);
        Path training = Files.writeString(compiled.resolve("ClassArchiveTraining.java"), TRAINING);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", compiled.toString(), main.toString(), training.toString());
        assertThat(failures).isZero();
    }

    @BeforeEach
    void makeAClone() throws IOException {
        clone = folder.resolve("a clone with blanks");
        cache = folder.resolve("cache");
        Path lib = Files.createDirectories(clone.resolve("cli/target/segue/lib"));
        Files.copy(SCRIPT, clone.resolve("segue"), StandardCopyOption.COPY_ATTRIBUTES);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Main-Class", "dev.segue.cli.Main");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("segue-cli.jar")), manifest)) {
            for (String name : List.of("Main", "ClassArchiveTraining")) {
                jar.putNextEntry(new JarEntry("dev/segue/cli/" + name + ".class"));
                Files.copy(compiled.resolve("dev/segue/cli/" + name + ".class"), jar);
            }
        }
        Files.createFile(clone.resolve("cli/target/segue/built"));
        variables.put("JAVA_HOME", THIS_JAVA.toString());
        variables.put("PATH", System.getenv("PATH"));
        variables.put("XDG_CACHE_HOME", cache.toString());
        variables.put("LC_ALL", "C.UTF-8");
    }

    @Test
    void argumentsAndExitCodePassThroughUnchanged() throws Exception {
        Outcome outcome = run("exit", "6", "", "a  b", "*", "$HOME", "'\"", "--x=y z", "ünï", "new\nline");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.output())
                .contains(
                        "argument=\n",
                        "argument=a  b\n",
                        "argument=*\n",
                        "argument=$HOME\n",
                        "argument='\"\n",
                        "argument=--x=y z\n",
                        "argument=new\nline\n");
        assertThat(outcome.errors()).isEmpty();
    }

    /** The next file that is opened would take the place of a closed stream, and be written into. */
    @ParameterizedTest
    @ValueSource(strings = {">&-", "2>&-", "<&-", "<&- >&- 2>&-"})
    void aClosedStreamIsReplaced(String closing) throws Exception {
        String script = "exec \"$0\" exit 6 " + closing;

        Outcome outcome =
                runAs(folder, List.of("sh", "-c", script, clone.resolve("segue").toString()));

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void itWorksThroughLinksAndFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path toScript = Files.createSymbolicLink(folder.resolve("absolute"), clone.resolve("segue"));
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("..", "absolute"));

        Outcome outcome = runAs(elsewhere, List.of("./relative", "status"));
        Outcome byShell = runAs(clone, List.of("sh", "segue", "status"));

        assertThat(toScript).isSymbolicLink();
        assertThat(outcome.output())
                .isEqualTo("folder=" + elsewhere.toRealPath() + "\nunicode=true\nargument=status\n");
        assertThat(byShell.output()).contains("argument=status");
    }

    @Test
    void itWorksFromThePath() throws Exception {
        variables.put("PATH", clone + ":" + System.getenv("PATH"));

        Outcome outcome = runAs(folder, List.of("env", "segue", "status"));

        assertThat(outcome.output()).contains("argument=status");
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        variables.put("JAVA_HOME", "/nowhere");
        Outcome wrongHome = run();
        assertThat(wrongHome.exitCode()).isEqualTo(2);
        assertThat(wrongHome.errors())
                .isEqualTo("segue: JAVA_HOME is /nowhere, which has no bin/java."
                        + " Set it to a JDK 17 or newer, or unset it.\n");

        variables.remove("JAVA_HOME");
        variables.put("PATH", toolsWithoutJava().toString());
        Outcome noJava = run();
        assertThat(noJava.exitCode()).isEqualTo(2);
        assertThat(noJava.errors()).startsWith("segue: no java found. Install a JDK 17 or newer");
    }

    @Test
    void javaIsFoundOnThePathBehindLinks() throws Exception {
        variables.remove("JAVA_HOME");
        Path tools = toolsWithoutJava();
        Path link = Files.createSymbolicLink(tools.resolve("java"), THIS_JAVA.resolve("bin/java"));
        variables.put("PATH", tools.toString());

        Outcome outcome = run("status");

        Files.delete(link);
        assertThat(outcome.output()).contains("argument=status");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        Path old = folder.resolve("old");
        program(Files.createDirectories(old.resolve("bin")).resolve("java"), "exit 0");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        variables.put("JAVA_HOME", old.toString());

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).contains("is Java 1.8.0_402. Install a JDK 17 or newer");
    }

    @Test
    void namesAreUtf8AndDrawingsPlainWhereTheLocaleIsNot() throws Exception {
        variables.put("LC_ALL", "POSIX");
        Path umlauts = Files.createDirectories(folder.resolve("größe"));

        Outcome outcome = runAs(umlauts, List.of(clone.resolve("segue").toString(), "ünï"));

        assertThat(outcome.output()).isEqualTo("folder=" + umlauts.toRealPath() + "\nunicode=false\nargument=ünï\n");
    }

    @Test
    void theFirstRunMakesAnArchiveThatLaterRunsUse() throws Exception {
        // Java 17 does not find classes in an archive when the jar's path has blanks: then it is only slower.
        clone = Files.move(clone, folder.resolve("clone"));
        run();

        Path archive = awaitArchive();
        variables.put("SEGUE_JAVA_OPTIONS", "-Xlog:class+load");
        assertThat(run("status").output()).contains("dev.segue.cli.Main source: shared objects file (top)");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anArchiveThatIsOlderThanAJarIsMadeAgain() throws Exception {
        run();
        Path archive = awaitArchive();
        FileTime first = Files.getLastModifiedTime(archive);

        Thread.sleep(Duration.ofMillis(1100).toMillis());
        Files.setLastModifiedTime(
                clone.resolve("cli/target/segue/lib/segue-cli.jar"), FileTime.fromMillis(System.currentTimeMillis()));
        run();

        await(() -> archives(cache.resolve("segue")).stream()
                .anyMatch(made -> made.toFile().lastModified() > first.toMillis()));
    }

    @Test
    void aBrokenArchiveNeverBreaksARun() throws Exception {
        run();
        Path archive = awaitArchive();
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);

        for (byte[] broken : List.of(new byte[0], new byte[100], Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(archive, broken);
            Outcome outcome = run("status");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.output()).contains("argument=status").doesNotContain("warning");
            assertThat(outcome.errors()).isEmpty();
            assertThat(Files.size(awaitArchive())).isGreaterThan(broken.length);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenNeverBreaksARun() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        variables.put("XDG_CACHE_HOME", folder.resolve("file").toString());
        assertThat(run("status")).returns(0, Outcome::exitCode).returns("", Outcome::errors);

        variables.remove("XDG_CACHE_HOME");
        assertThat(run("status")).returns(0, Outcome::exitCode).returns("", Outcome::errors);

        variables.put("HOME", "/proc/nowhere");
        assertThat(run("status")).returns(0, Outcome::exitCode).returns("", Outcome::errors);
    }

    @Test
    void whereNothingCanBeBuiltTheLastBuildServes() throws Exception {
        Files.delete(clone.resolve("cli/target/segue/built"));
        Files.writeString(clone.resolve(".segue"), "a file, where a folder is needed");

        Outcome withBuild = run("status");
        Files.delete(clone.resolve("cli/target/segue/lib/segue-cli.jar"));
        Outcome withoutBuild = run("status");

        assertThat(withBuild.output()).contains("argument=status");
        assertThat(withBuild.errors()).endsWith("cannot be written: going on with the last build\n");
        assertThat(withoutBuild.exitCode()).isEqualTo(2);
        assertThat(withoutBuild.errors()).endsWith("where Segue must be built first.\n");
    }

    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws Exception {
        Files.delete(clone.resolve("cli/target/segue/built"));
        Path lock = Files.createDirectories(clone.resolve(".segue/build.lock"));
        Files.writeString(lock.resolve("pid"), Long.toString(pidOfADeadProcess()));

        Outcome outcome = run("status");

        // There is nothing to build from here, so it gets as far as saying so.
        assertThat(outcome.errors()).contains("sources have changed", "the build failed");
        assertThat(lock).doesNotExist();
    }

    @Test
    void manyFirstRunsAtOnceAllWork() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(
                    start(folder, List.of(clone.resolve("segue").toString(), "status"), folder.resolve("out" + i)));
        }

        for (int i = 0; i < 4; i++) {
            assertThat(processes.get(i).waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(processes.get(i).exitValue()).isZero();
            assertThat(folder.resolve("out" + i)).content().contains("argument=status");
        }
        awaitArchive();
        try (Stream<Path> files = Files.list(cache.resolve("segue"))) {
            assertThat(files).hasSize(1);
        }
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(clone.resolve("segue").toString()));
        command.addAll(List.of(arguments));
        return runAs(folder, command);
    }

    private Outcome runAs(Path workingFolder, List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", "");
        Process process = start(workingFolder, command, output);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output), errors);
    }

    private Process start(Path workingFolder, List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private Path awaitArchive() throws Exception {
        Path folderOfArchives = cache.resolve("segue");
        await(() -> Files.isDirectory(folderOfArchives)
                && archives(folderOfArchives).size() == 1);
        await(() -> count(folderOfArchives) == 1);
        return archives(folderOfArchives).get(0);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** The commands that the script needs, and no java. */
    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool :
                List.of("find", "readlink", "mkdir", "rm", "mv", "cat", "sh", "cut", "stty", "cksum", "sed")) {
            Path program = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(Path.of("/nowhere"));
            assumeTrue(Files.exists(program), tool + " is not installed");
            program(tools.resolve(tool), "exec " + program + " \"$@\"");
        }
        return tools;
    }

    private static long pidOfADeadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static void program(Path path, String script) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(50);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private record Outcome(int exitCode, String output, String errors) {}
}
