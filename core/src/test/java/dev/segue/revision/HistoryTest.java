package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.ids;
import static dev.segue.revision.DrawnHistory.names;
import static dev.segue.revision.DrawnHistory.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void repeatablesStandBesideTheGraphInTheOrderOfTheirMessages() {
        History history = History.of(
                List.of(repeatable("r1", "views"), revision("a"), repeatable("r2", "functions"), revision("b <- a")));

        assertThat(names(history.graph().revisions())).isEqualTo("a b");
        assertThat(names(history.repeatables())).isEqualTo("r2 r1");
        assertThat(history.find(new RevisionId("r1"))).isPresent();
        assertThat(history.find(new RevisionId("b"))).isPresent();
        assertThat(history.find(new RevisionId("c"))).isEmpty();
    }

    @Test
    void appliedRepeatablesAreNotUnknown() {
        History history = History.of(List.of(repeatable("r1", "views"), revision("a")));

        AppliedRevisions applied = history.applied(ids("a r1 future"));

        assertThat(DrawnHistory.sorted(applied.unknown())).isEqualTo("future");
    }

    @Test
    void idsAreUniqueAmongAllKinds() {
        assertThat(problemOf(repeatable("a", "views"), revision("a")).code()).isEqualTo(RevisionProblem.DUPLICATE_ID);
    }

    @Test
    void aRepeatableHasNoPlaceInTheOrder() {
        Problem followed = problemOf(repeatable("r1", "views"), revision("b <- r1"));
        Problem following = problemOf(
                revision("a"),
                new Revision(
                        new RevisionId("r1"),
                        List.of(new RevisionId("a")),
                        List.of(),
                        Set.of(),
                        "views",
                        RevisionKind.REPEATABLE,
                        new DrawnHistory.InMemorySource("R__views.sql")));

        assertThat(followed.code()).isEqualTo(RevisionProblem.REPEATABLE_IN_ORDER);
        assertThat(followed.headline())
                .isEqualTo("parent \"r1\" of revision \"b\" in b.sql is repeatable, and has no place in the order");
        assertThat(following.code()).isEqualTo(RevisionProblem.REPEATABLE_IN_ORDER);
        assertThat(following.headline()).contains("\"r1\" in R__views.sql");
    }

    private static Problem problemOf(Revision... revisions) {
        assertThat(History.problemsIn(List.of(revisions))).isNotEmpty();
        return catchThrowableOfType(SegueException.class, () -> History.of(List.of(revisions)))
                .problem();
    }

    private static Revision repeatable(String id, String message) {
        return new Revision(
                new RevisionId(id),
                List.of(),
                List.of(),
                Set.of(),
                message,
                RevisionKind.REPEATABLE,
                new DrawnHistory.InMemorySource("R__" + id + ".sql"));
    }
}
