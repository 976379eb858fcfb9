package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StampTest {

    private static final RevisionGraph BRANCHED =
            graph("a", "b <- a", "c1 <- b #left", "d1 <- c1", "c2 <- b needs x", "d2 <- c2", "x #other", "y <- x");

    @Test
    void aStampAddsWhatTheRevisionStandsOn() {
        assertThat(stamped("", "c1")).isEqualTo("a b c1");
        assertThat(stamped("", "c2")).isEqualTo("a b c2 x");
        assertThat(stamped("a", "heads")).isEqualTo("a b c1 c2 d1 d2 x y");
    }

    @Test
    void aStampRemovesWhatStandsOnTheRevision() {
        assertThat(stamped("a b c1 d1", "b")).isEqualTo("a b");
        assertThat(stamped("a b c1 d1 x c2", "left@b")).isEqualTo("a b c2 x");
        assertThat(stamped("a b c1 d1", "-1")).isEqualTo("a b c1");
    }

    @Test
    void aStampLeavesOtherLinesAlone() {
        assertThat(stamped("a b c1 d1", "y")).isEqualTo("a b c1 d1 x y");
        assertThat(stamped("a b c1 x c2", "c1")).isEqualTo("a b c1 c2 x");
    }

    @Test
    void severalPlacesAreStampedTogether() {
        assertThat(stamped("a b c1 d1 x c2 d2", "c1", "c2")).isEqualTo("a b c1 c2 x");
        assertThat(stamped("", "b", "c1")).isEqualTo("a b c1");
    }

    @Test
    void baseForgetsEverythingOrOneLine() {
        assertThat(stamped("a b c1 x", "base")).isEmpty();
        assertThat(stamped("a b c1 x y", "left@base")).isEqualTo("x y");
        assertThat(stamped("a b c1 x c2", "other@base")).isEqualTo("a b c1");
    }

    @Test
    void revisionsThatTheFilesDoNotKnowStayUntilTheStampIsMadeAfresh() {
        RevisionPaths paths = new RevisionPaths(BRANCHED.applied(ids("a future d1 x")));

        assertThat(stamped("a future", "b")).isEqualTo("a b future");
        assertThat(paths.stampAfresh(List.of("b")).removed()).hasToString("[x, d1, future]");
        assertThat(names(paths.stampAfresh(List.of("b")).added())).isEqualTo("b");
        assertThat(paths.stampAfresh(List.of("base")).removed()).hasToString("[x, d1, a, future]");
    }

    @Test
    void aStampThatChangesNothingIsEmpty() {
        assertThat(new RevisionPaths(BRANCHED.applied(ids("a b")))
                        .stamp(List.of("b"))
                        .isEmpty())
                .isTrue();
    }

    private static String stamped(String applied, String... targets) {
        Set<RevisionId> after = new TreeSet<>(ids(applied));
        Stamp stamp = new RevisionPaths(BRANCHED.applied(after)).stamp(List.of(targets));
        assertThat(after).containsAll(stamp.removed());
        after.removeAll(stamp.removed());
        stamp.added().forEach(revision -> assertThat(after.add(revision.id())).isTrue());
        return DrawnHistory.sorted(after);
    }
}
