package dev.segue.revision.java;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFileProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Compiles all sources of the migrations folders at once, in memory: one by one would take many times as long. */
final class SourceCompiler {

    private static final List<String> OPTIONS = List.of("-proc:none", "-g", "-nowarn", "-Xlint:none", "-implicit:none");

    private static final int MOST_ERRORS_SHOWN = 10;

    private final JavaCompiler compiler;
    private final ClassPath classPath;

    SourceCompiler(JavaCompiler compiler, ClassPath classPath) {
        this.compiler = compiler;
        this.classPath = classPath;
    }

    /** @return the bytes of each class by its binary name */
    Map<String, byte[]> compile(List<JavaSource> sources) {
        List<SourceObject> units = new ArrayList<>();
        for (JavaSource source : sources) {
            units.add(new SourceObject(source, units.size()));
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
                MemoryFiles memory = new MemoryFiles(files)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath.entries());
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            boolean isDone = compiler.getTask(Writer.nullWriter(), memory, diagnostics, OPTIONS, null, units)
                    .call();
            if (!isDone) {
                throw failed(diagnostics.getDiagnostics());
            }
            return memory.classes();
        } catch (IOException cause) {
            throw new UncheckedIOException("the compiler's files could not be closed", cause);
        }
    }

    private static SegueException failed(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        if (errors.isEmpty()) {
            return RevisionFileProblem.COMPILE_ERROR.with(
                    "the Java revisions do not compile, and the compiler does not say why",
                    "compile them with javac to see more");
        }
        List<String> message = lines(errors.get(0));
        List<String> details = new ArrayList<>(message.subList(1, message.size()));
        for (Diagnostic<? extends JavaFileObject> error :
                errors.subList(1, Math.min(errors.size(), MOST_ERRORS_SHOWN))) {
            String place = place(error).map(excerpt -> excerpt.place() + ": ").orElse("");
            details.add("also " + place + lines(error).get(0));
        }
        if (errors.size() > MOST_ERRORS_SHOWN) {
            details.add("and " + (errors.size() - MOST_ERRORS_SHOWN) + " more");
        }
        Problem problem = Problem.of(
                        RevisionFileProblem.COMPILE_ERROR,
                        "a Java revision does not compile: " + message.get(0),
                        "correct the source; libraries that it uses must be on the class path that Segue runs with")
                .saying(details);
        return place(errors.get(0)).map(problem::at).orElse(problem).toException();
    }

    private static List<String> lines(Diagnostic<? extends JavaFileObject> error) {
        return error.getMessage(Locale.ENGLISH).lines().map(OneLine::of).toList();
    }

    private static Optional<SourceExcerpt> place(Diagnostic<? extends JavaFileObject> error) {
        return error.getSource() instanceof SourceObject unit && error.getPosition() != Diagnostic.NOPOS
                ? Optional.of(unit.source().file().source().excerptAt((int) error.getPosition()))
                : Optional.empty();
    }

    /** Catches what the compiler writes. */
    private static final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        private MemoryFiles(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("segue:///classes/" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }

        private Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
