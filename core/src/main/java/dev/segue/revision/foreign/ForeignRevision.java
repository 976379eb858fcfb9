package dev.segue.revision.foreign;

import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.LazySource;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionChecksum;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A migration of another tool, before it has its place in the line.
 *
 * @param name what its file says about it, behind the version
 * @param files that it consists of; it is known by the first one
 * @param content what it does
 * @param lastingContent what its checksum is taken of: the content, as far as it is the same in every environment
 */
record ForeignRevision(
        Version version,
        String name,
        List<RevisionFile> files,
        Supplier<RevisionContent> content,
        Supplier<RevisionContent> lastingContent) {

    ForeignRevision {
        files = List.copyOf(files);
    }

    ForeignRevision(Version version, String name, List<RevisionFile> files, Supplier<RevisionContent> content) {
        this(version, name, files, content, content);
    }

    private String location() {
        return files.get(0).location();
    }

    /**
     * One that is a single SQL file, whose name begins with its version.
     *
     * @param tool whose file it is
     */
    static ForeignRevision inOneFile(String tool, FoundFile found, Function<SourceText, RevisionContent> content) {
        Version version = Version.atBeginningOf(found.name())
                .orElseThrow(() -> RevisionFileProblem.FOREIGN_NAME.with(
                        "\"" + found.location() + "\" is not named as " + tool + " names its files",
                        "begin its name with a version, like 20261121143205_add_users.sql, or move it away"));
        RevisionFile file = found.read();
        String stem = file.name().substring(0, file.name().length() - ".sql".length());
        return new ForeignRevision(
                version, stem.substring(Version.digitsIn(stem)), List.of(file), () -> content.apply(file.source()));
    }

    /** Puts them in the order of their versions, each after the one before it. */
    static List<Revision> inLine(List<ForeignRevision> unordered) {
        List<ForeignRevision> ordered = new ArrayList<>(unordered);
        ordered.sort(Comparator.comparing(ForeignRevision::version).thenComparing(ForeignRevision::location));
        refuseTwins(ordered);
        List<Revision> line = new ArrayList<>();
        List<RevisionId> parents = List.of();
        for (ForeignRevision migration : ordered) {
            line.add(migration.after(parents));
            parents = List.of(migration.version.id());
        }
        return line;
    }

    private static void refuseTwins(List<ForeignRevision> ordered) {
        CollectedProblems problems = new CollectedProblems();
        for (int i = 1; i < ordered.size(); i++) {
            ForeignRevision one = ordered.get(i - 1);
            ForeignRevision other = ordered.get(i);
            if (one.version.compareTo(other.version) == 0) {
                problems.add(RevisionFileProblem.DUPLICATE_VERSION.with(
                        "\"" + one.location() + "\" and \"" + other.location() + "\" have the same version",
                        "give one of them, the one that no database has yet, another version"));
            }
        }
        problems.throwIfAny();
    }

    private Revision after(List<RevisionId> parents) {
        RevisionId id = version.id();
        return new Revision(
                id,
                parents,
                List.of(),
                Set.of(),
                OneLine.of(name.replace('_', ' ').strip()),
                RevisionKind.SCHEMA,
                new LazySource(
                        files, content, read -> RevisionChecksum.of(id, RevisionKind.SCHEMA, lastingContent.get())));
    }
}
