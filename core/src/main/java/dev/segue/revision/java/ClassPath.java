package dev.segue.revision.java;

import dev.segue.revision.Migration;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The jars and folders that the running program was started from, and that revisions are compiled against. */
record ClassPath(List<Path> entries) {

    private static final int MOST_FILES = 20_000;

    ClassPath {
        entries = List.copyOf(entries);
    }

    /** What is on the class path of the JVM and of the class loaders from this one up, and Segue itself. */
    static ClassPath of(ClassLoader start) {
        Set<Path> entries = new LinkedHashSet<>();
        for (ClassLoader loader = start; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    add(entries, url);
                }
            }
        }
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath());
            }
        }
        CodeSource segue = Migration.class.getProtectionDomain().getCodeSource();
        if (segue != null) {
            add(entries, segue.getLocation());
        }
        return new ClassPath(entries.stream().filter(Files::exists).toList());
    }

    private static void add(Set<Path> entries, URL url) {
        try {
            if (url.getProtocol().equals("file")) {
                entries.add(Path.of(url.toURI()));
            }
        } catch (URISyntaxException | InvalidPathException notAPath) {
            // A class loader may hold anything; what is no file cannot be compiled against.
        }
    }

    /**
     * Changes whenever a jar or a class on it does, as far as names, sizes and times tell. Nothing when it holds so many
     * files that looking at all of them would take longer than compiling.
     */
    Optional<List<String>> state() throws IOException {
        List<String> state = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                addStateOfFolder(entry, state);
            } else {
                state.add(stateOf(entry));
            }
        }
        return state.size() > MOST_FILES ? Optional.empty() : Optional.of(state);
    }

    private static void addStateOfFolder(Path folder, List<String> state) throws IOException {
        List<Path> paths;
        try (Stream<Path> files = Files.walk(folder)) {
            paths = files.limit(MOST_FILES + 1L).sorted().toList();
        }
        for (Path path : paths) {
            state.add(stateOf(path));
        }
    }

    private static String stateOf(Path file) throws IOException {
        return Files.isDirectory(file)
                ? file.toString()
                : file + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file).toMillis();
    }
}
