package dev.segue.revision.java;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFileProblem;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the classes of a package, and of the packages in it, in folders and jars of the class path. */
final class PackageScan {

    private final String packageName;
    private final String path;
    private final Set<String> classNames = new TreeSet<>();

    private PackageScan(String packageName) {
        this.packageName = packageName;
        this.path = packageName.replace('.', '/');
    }

    /** The binary names of its top-level classes and of the classes nested in them, in order. */
    static List<String> classNames(String packageName, ClassLoader loader) {
        PackageScan scan = new PackageScan(packageName);
        try {
            List<URL> places = Collections.list(loader.getResources(scan.path));
            if (places.isEmpty()) {
                throw scan.absent();
            }
            for (URL place : places) {
                scan.scan(place);
            }
        } catch (IOException | URISyntaxException cause) {
            throw scan.unreadable(cause);
        }
        return List.copyOf(scan.classNames);
    }

    private void scan(URL place) throws IOException, URISyntaxException {
        if (place.getProtocol().equals("file")) {
            scanFolder(Path.of(place.toURI()));
            return;
        }
        URLConnection connection = place.openConnection();
        if (connection instanceof JarURLConnection jarConnection) {
            scanJar(jarConnection.getJarFile());
        }
    }

    private void scanFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(folder::relativize)
                    .map(file -> path + "/" + file.toString().replace(File.separatorChar, '/'))
                    .forEach(this::add);
        }
    }

    /** The jar is shared with the class loader, which is why it is not closed here. */
    private void scanJar(JarFile jar) {
        jar.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(path + "/"))
                .forEach(this::add);
    }

    private void add(String resource) {
        if (resource.endsWith(".class") && !resource.endsWith("-info.class")) {
            classNames.add(
                    resource.substring(0, resource.length() - ".class".length()).replace('/', '.'));
        }
    }

    private SegueException absent() {
        return RevisionFileProblem.LOCATION_MISSING.with(
                "the package \"" + OneLine.of(packageName) + "\" is not on the class path",
                "correct its name, or put the jar that holds it on the class path");
    }

    private SegueException unreadable(Exception cause) {
        return Problem.of(
                        RevisionFileProblem.UNREADABLE,
                        "the package \"" + OneLine.of(packageName) + "\" cannot be read: " + cause.getMessage(),
                        "look at the jar or folder that holds it")
                .toException(cause);
    }
}
