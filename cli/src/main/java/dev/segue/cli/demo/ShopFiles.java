package dev.segue.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The example shop, copied out of the program into a folder of its own, which goes when this is closed. Where Java has no
 * compiler, the revision in Java, which is the last one, stays away.
 */
public final class ShopFiles implements AutoCloseable {

    private static final String IN_THE_PROGRAM = "dev/segue/cli/demo/shop";

    private final Path folder;

    private ShopFiles(Path folder) {
        this.folder = folder;
    }

    /** Takes away, too, what demonstrations have left that were killed. */
    public static ShopFiles unpack() {
        try {
            ShopFiles files = new ShopFiles(Files.createTempDirectory(Leftovers.PREFIX));
            Leftovers.markAsOurs(files.folder);
            Leftovers.sweepBeside(files.folder);
            Path program = program();
            if (Files.isDirectory(program)) {
                files.copyFrom(program.resolve(IN_THE_PROGRAM));
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(program)) {
                    files.copyFrom(jar.getPath(IN_THE_PROGRAM));
                }
            }
            return files;
        } catch (IOException failure) {
            throw DemonstrationProblem.NO_ROOM
                    .with(
                            "the example cannot be written to \"" + System.getProperty("java.io.tmpdir") + "\": "
                                    + failure.getMessage(),
                            "make room there, or name another folder:"
                                    + " SEGUE_JAVA_OPTIONS=-Djava.io.tmpdir=/path/to/folder")
                    .problem()
                    .toException(failure);
        }
    }

    /** The project, with {@code segue.toml}, {@code migrations} and {@code data}. */
    public Path folder() {
        return folder;
    }

    String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException goneMeanwhile) {
            throw new UncheckedIOException(goneMeanwhile);
        }
    }

    /** Never an error: what cannot be deleted lies in the folder for temporary files. */
    @Override
    public void close() {
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException leftBehind) {
            return;
        }
    }

    private void copyFrom(Path example) throws IOException {
        boolean canCompile = ToolProvider.getSystemJavaCompiler() != null;
        List<Path> originals;
        try (Stream<Path> contents = Files.walk(example)) {
            originals = contents.filter(Files::isRegularFile)
                    .filter(path -> canCompile || !path.toString().endsWith(".java"))
                    .toList();
        }
        for (Path original : originals) {
            Path copy = folder.resolve(example.relativize(original).toString());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(original, copy);
        }
    }

    /** The jar, or the folder of classes in a build. */
    private static Path program() throws IOException {
        CodeSource source = Objects.requireNonNull(
                ShopFiles.class.getProtectionDomain().getCodeSource(), "the program is a jar or a folder");
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IOException(odd);
        }
    }
}
