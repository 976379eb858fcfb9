package dev.segue.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Looks for the programs of one major version: first on the class path, then in the local Maven repository. */
final class ProgramSearch {

    static final int DEFAULT_MAJOR = 17;

    /** The versions that our own tests run with, by major; another minor version is as welcome. */
    private static final Map<Integer, String> KNOWN =
            new TreeMap<>(Map.of(14, "14.24.0", 15, "15.19.0", 16, "16.15.0", DEFAULT_MAJOR, "17.11.0", 18, "18.6.0"));

    private final Platform platform;
    private final Set<Path> repositories = new LinkedHashSet<>();

    ProgramSearch(Platform platform) {
        this.platform = platform;
        String configured = System.getProperty("maven.repo.local", "");
        if (!configured.isBlank()) {
            repositories.add(Path.of(configured));
        }
    }

    PublishedPrograms find(int major) {
        if (!KNOWN.containsKey(major)) {
            throw EmbeddedProblem.VERSION_NOT_SUPPORTED.with(
                    "there is no embedded PostgreSQL " + major + ", only " + KNOWN.keySet(), "choose one of these");
        }
        return onClassPath(major).or(() -> inRepositories(major)).orElseThrow(() -> {
            String coordinates = platform.coordinates(KNOWN.getOrDefault(major, ""));
            return EmbeddedProblem.PROGRAMS_NOT_FOUND.with(
                    "the programs of PostgreSQL " + major + " are neither on the class path nor in " + repositories,
                    "add the dependency " + coordinates + ", or fetch it once with"
                            + " `mvn dependency:get -Dtransitive=false -Dartifact=" + coordinates + "`");
        });
    }

    /** Every jar answers for its manifest, so this finds the jars themselves under any class loader. */
    private Optional<PublishedPrograms> onClassPath(int major) {
        List<PublishedPrograms> found = new ArrayList<>();
        for (String manifest : manifests()) {
            Matcher version = PublishedPrograms.versionIn(manifest, platform.artifact());
            if (version.find() && manifest.startsWith("jar:")) {
                found.add(
                        new PublishedPrograms(version.group(1), manifest.substring(0, manifest.lastIndexOf("!/") + 2)));
                repositoryAround(manifest).ifPresent(repositories::add);
            }
        }
        return newest(found, major);
    }

    private Optional<PublishedPrograms> inRepositories(int major) {
        repositories.add(Path.of(System.getProperty("user.home", ""), ".m2", "repository"));
        for (Path repository : repositories) {
            Optional<PublishedPrograms> found = newest(inRepository(repository), major);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<PublishedPrograms> inRepository(Path repository) {
        Path versions = repository.resolve(platform.folder());
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        List<PublishedPrograms> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(versions)) {
            for (Path folder : folders.toList()) {
                String version = folder.getFileName().toString();
                Path jar = folder.resolve(platform.artifact() + "-" + version + ".jar");
                if (PublishedPrograms.VERSION.matcher(version).matches() && Files.isReadable(jar)) {
                    found.add(new PublishedPrograms(version, "jar:" + jar.toUri() + "!/"));
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return found;
    }

    /** A jar of ours that comes out of a Maven repository shows where that repository is, whatever its name. */
    private Optional<Path> repositoryAround(String manifest) {
        int start = "jar:".length();
        int end = manifest.indexOf("/" + platform.folder() + "/");
        if (end < 0 || !manifest.startsWith("file:", start)) {
            return Optional.empty();
        }
        return Optional.of(Path.of(URI.create(manifest.substring(start, end))));
    }

    private static Optional<PublishedPrograms> newest(List<PublishedPrograms> found, int major) {
        return found.stream().filter(programs -> programs.major() == major).max(PublishedPrograms.OLDEST_FIRST);
    }

    private static Set<String> manifests() {
        Set<String> manifests = new LinkedHashSet<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : new ClassLoader[] {ProgramSearch.class.getClassLoader(), context}) {
            if (loader != null) {
                try {
                    Collections.list(loader.getResources("META-INF/MANIFEST.MF"))
                            .forEach(manifest -> manifests.add(manifest.toString()));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        }
        return manifests;
    }
}
