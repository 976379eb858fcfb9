package dev.segue.revision.java;

import dev.segue.problem.SegueException;
import dev.segue.revision.file.RevisionFileProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import org.jspecify.annotations.Nullable;

/**
 * The classes of all Java sources of a project, made when the first of them is asked for: taken from the cache, compiled,
 * or, where there is no compiler, taken from the class path.
 */
final class JavaCompilation {

    private final List<JavaSource> sources;
    private final ClassLoader application;
    private final Optional<JavaCompiler> compiler;
    private final ClassCache cache;
    private @Nullable ClassLoader classes;

    JavaCompilation(
            List<JavaSource> sources, ClassLoader application, Optional<JavaCompiler> compiler, ClassCache cache) {
        this.sources = List.copyOf(sources);
        this.application = application;
        this.compiler = compiler;
        this.cache = cache;
    }

    /** @throws SegueException when it does not compile, cannot be compiled, or is not what its source says */
    MigrationClass migration(JavaSource source) {
        String location = source.file().location();
        MigrationClass migration = MigrationClass.of(load(source), location);
        if (!Optional.of(migration.header()).equals(source.header())) {
            throw RevisionFileProblem.CLASS_DIFFERS.with(
                    "the class \"" + source.className() + "\" has another header than its source " + location,
                    compiler.isPresent()
                            ? "write the header of the class directly before it, with literals only"
                            : "build the application again, so that its classes are those of the sources");
        }
        return migration;
    }

    private Class<?> load(JavaSource source) {
        try {
            return Class.forName(source.className(), false, classes());
        } catch (ClassNotFoundException | LinkageError cause) {
            if (compiler.isEmpty()) {
                throw noCompiler(source);
            }
            throw RevisionFileProblem.UNUSABLE_CLASS.with(
                    "\"" + source.file().location() + "\" holds no class \"" + source.className() + "\" that can be"
                            + " loaded: " + cause,
                    "give the class the name of its file");
        }
    }

    private static SegueException noCompiler(JavaSource source) {
        return RevisionFileProblem.NO_COMPILER.with(
                "\"" + source.file().location() + "\" cannot be compiled, because this Java runtime has no compiler,"
                        + " and its class is not on the class path",
                "run Segue with a JDK, or put the compiled class \"" + source.className() + "\" on the class path");
    }

    private synchronized ClassLoader classes() {
        ClassLoader known = classes;
        if (known == null) {
            known = make();
            classes = known;
        }
        return known;
    }

    private ClassLoader make() {
        ClassPath classPath = ClassPath.of(application);
        Optional<String> key = ClassCache.key(sources, classPath);
        Optional<Map<String, byte[]>> kept = key.flatMap(cache::find);
        if (kept.isPresent()) {
            return new MemoryClassLoader(kept.get(), application);
        }
        if (compiler.isEmpty()) {
            return application;
        }
        Map<String, byte[]> compiled = new SourceCompiler(compiler.get(), classPath).compile(sources);
        key.ifPresent(name -> cache.keep(name, compiled));
        return new MemoryClassLoader(compiled, application);
    }
}
