package dev.segue.revision.foreign;

import dev.segue.revision.file.CollectedProblems;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings together the files of one version that say what is done and what undoes it. */
final class UpDownFiles {

    /** The files of one version. */
    static final class Pair {

        private Version version;
        private @Nullable RevisionFile up;
        private @Nullable RevisionFile down;

        private Pair(Version version) {
            this.version = version;
        }

        /** As the script for the way up writes it: it is the id, and does not change when one that undoes it is added. */
        Version version() {
            return version;
        }

        RevisionFile up() {
            RevisionFile file = up;
            if (file == null) {
                throw new IllegalStateException("pairs without a way up are refused before: " + version);
            }
            return file;
        }

        Optional<RevisionFile> down() {
            return Optional.ofNullable(down);
        }

        List<RevisionFile> files() {
            return Stream.concat(Stream.of(up()), down().stream()).toList();
        }
    }

    private final Map<Version, Pair> pairs = new TreeMap<>();
    private final CollectedProblems problems = new CollectedProblems();

    void addUp(Version version, FoundFile file) {
        Pair pair = pairs.computeIfAbsent(version, Pair::new);
        if (pair.up != null) {
            refuseTwin(pair.up, file);
        } else {
            pair.version = version;
            pair.up = file.read();
        }
    }

    void addDown(Version version, FoundFile file) {
        Pair pair = pairs.computeIfAbsent(version, Pair::new);
        if (pair.down != null) {
            refuseTwin(pair.down, file);
        } else {
            pair.down = file.read();
        }
    }

    private static void refuseTwin(RevisionFile first, FoundFile second) {
        throw RevisionFileProblem.DUPLICATE_VERSION.with(
                "\"" + first.location() + "\" and \"" + second.location() + "\" have the same version",
                "give one of them, the one that no database has yet, another version");
    }

    CollectedProblems problems() {
        return problems;
    }

    /** All pairs in the order of their versions. */
    List<Pair> complete() {
        problems.throwIfAny();
        for (Pair pair : pairs.values()) {
            RevisionFile down = pair.down;
            if (pair.up == null && down != null) {
                problems.add(RevisionFileProblem.UNDO_WITHOUT_REVISION.with(
                        "\"" + down.location() + "\" undoes version " + pair.version + ", which does not exist",
                        "bring the script for the way up back, or take this one away"));
            }
        }
        problems.throwIfAny();
        return List.copyOf(pairs.values());
    }
}
