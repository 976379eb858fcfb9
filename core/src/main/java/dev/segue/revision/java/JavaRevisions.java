package dev.segue.revision.java;

import dev.segue.problem.SegueException;
import dev.segue.revision.Migration;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionSource;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.LazySource;
import dev.segue.revision.file.RevisionChecksum;
import dev.segue.revision.file.RevisionFile;
import dev.segue.sql.SqlSyntax;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Reads Java revisions, from sources and from classes. */
public final class JavaRevisions {

    private final SqlSyntax syntax;
    private final ClassLoader application;
    private final Optional<JavaCompiler> compiler;
    private final ClassCache cache;

    /**
     * @param syntax the rules by which the SQL in them is taken apart
     * @param application loads what revisions use, and the revisions that are classes already
     * @param cache where compiled sources are kept between runs, if anywhere
     */
    public JavaRevisions(SqlSyntax syntax, ClassLoader application, Optional<Path> cache) {
        this(syntax, application, cache, Optional.ofNullable(ToolProvider.getSystemJavaCompiler()));
    }

    JavaRevisions(SqlSyntax syntax, ClassLoader application, Optional<Path> cache, Optional<JavaCompiler> compiler) {
        this.syntax = syntax;
        this.application = application;
        this.compiler = compiler;
        this.cache = new ClassCache(cache);
    }

    /** True when a source speaks of Segue. */
    public static boolean isIn(RevisionFile file) {
        return file.top().text().contains("dev.segue.");
    }

    /**
     * Reads the headers of sources; they are compiled, all at once, when the first content is asked for. Sources without a
     * header are compiled with them.
     *
     * @throws SegueException when headers cannot be understood
     */
    public List<Revision> fromSources(List<RevisionFile> files) {
        List<JavaSource> sources = new ArrayList<>();
        CollectedProblems problems = new CollectedProblems();
        for (RevisionFile file : files) {
            try {
                sources.add(JavaSource.of(file));
            } catch (SegueException failure) {
                problems.add(failure);
            }
        }
        problems.throwIfAny();
        JavaCompilation compilation = new JavaCompilation(sources, application, compiler, cache);
        String shared = fingerprintOfSharedSources(sources);
        List<Revision> revisions = new ArrayList<>();
        for (JavaSource source : sources) {
            source.header().ifPresent(header -> {
                LazySource lazy = new LazySource(
                        source.file().location(),
                        source.file().fingerprint() + shared,
                        () -> compilation.migration(source).content(syntax),
                        content -> RevisionChecksum.of(header.id(), header.kind(), content));
                revisions.add(revision(header, source.className(), lazy));
            });
        }
        return revisions;
    }

    /** The revisions among the classes of a package, and of the packages in it. */
    public List<Revision> fromPackage(String packageName) {
        List<Revision> revisions = new ArrayList<>();
        for (String className : PackageScan.classNames(packageName, application)) {
            Class<?> type = load(className);
            if (Migration.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                revisions.add(fromClass(type));
            }
        }
        return revisions;
    }

    public Revision fromClass(Class<?> type) {
        MigrationClass migration = MigrationClass.of(type, type.getName());
        return revision(migration.header(), type.getName(), new ClassSource(migration, syntax));
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, false, application);
        } catch (ClassNotFoundException | LinkageError unusable) {
            // A class beside the revisions that needs what is not there is none of them.
            return Object.class;
        }
    }

    private static Revision revision(JavaHeader header, String className, RevisionSource source) {
        String message = header.message().isEmpty() ? className : header.message();
        return new Revision(
                header.id(), header.parents(), header.dependsOn(), header.labels(), message, header.kind(), source);
    }

    /** What a revision does may lie in a class beside it, so an edit there must show in its mark. */
    private static String fingerprintOfSharedSources(List<JavaSource> sources) {
        StringBuilder marks = new StringBuilder();
        for (JavaSource source : sources) {
            if (source.header().isEmpty()) {
                marks.append(source.file().fingerprint()).append(' ');
            }
        }
        return marks.isEmpty()
                ? ""
                : "+" + RevisionFile.fingerprint(marks.toString().getBytes(StandardCharsets.UTF_8));
    }
}
