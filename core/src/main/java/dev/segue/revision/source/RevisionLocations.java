package dev.segue.revision.source;

import dev.segue.revision.Migration;
import dev.segue.sql.SqlSyntax;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where to look for revisions, and how to read what is there.
 *
 * @param project the folder that messages give paths relative to
 * @param folders the migrations folders
 * @param syntax the rules by which scripts are taken apart into statements
 * @param layout of all folders; without it each folder is asked
 * @param placeholders values for {@code ${name}} in layouts that know placeholders
 * @param packages packages on the class path that hold Java revisions
 * @param classes further Java revisions that are classes already
 * @param classLoader loads those, and what Java revisions use
 * @param cache where compiled Java revisions are kept between runs; without it they are compiled every time
 */
public record RevisionLocations(
        Path project,
        List<Path> folders,
        SqlSyntax syntax,
        Optional<Layout> layout,
        Map<String, String> placeholders,
        List<String> packages,
        List<Class<? extends Migration>> classes,
        ClassLoader classLoader,
        Optional<Path> cache) {

    public RevisionLocations {
        folders = List.copyOf(folders);
        placeholders = Map.copyOf(placeholders);
        packages = List.copyOf(packages);
        classes = List.copyOf(classes);
    }

    /** Folders whose files say themselves what they are, read without a cache. */
    public RevisionLocations(Path project, List<Path> folders, SqlSyntax syntax) {
        this(
                project,
                folders,
                syntax,
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                RevisionLocations.class.getClassLoader(),
                Optional.empty());
    }

    public RevisionLocations withLayout(Layout newLayout) {
        return new RevisionLocations(
                project, folders, syntax, Optional.of(newLayout), placeholders, packages, classes, classLoader, cache);
    }

    public RevisionLocations withPlaceholders(Map<String, String> newPlaceholders) {
        return new RevisionLocations(
                project, folders, syntax, layout, newPlaceholders, packages, classes, classLoader, cache);
    }

    public RevisionLocations withPackages(List<String> newPackages) {
        return new RevisionLocations(
                project, folders, syntax, layout, placeholders, newPackages, classes, classLoader, cache);
    }

    public RevisionLocations withClasses(List<Class<? extends Migration>> newClasses) {
        return new RevisionLocations(
                project, folders, syntax, layout, placeholders, packages, newClasses, classLoader, cache);
    }

    public RevisionLocations withClassLoader(ClassLoader newClassLoader) {
        return new RevisionLocations(
                project, folders, syntax, layout, placeholders, packages, classes, newClassLoader, cache);
    }

    public RevisionLocations withCache(Path newCache) {
        return new RevisionLocations(
                project, folders, syntax, layout, placeholders, packages, classes, classLoader, Optional.of(newCache));
    }
}
