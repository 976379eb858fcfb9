package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static dev.segue.revision.DrawnHistory.revisions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionGraphProblemTest {

    @Test
    void twoRevisionsWithOneIdAreRefusedNamingBothPlaces() {
        Revision copy = new Revision(
                new RevisionId("b"),
                List.of(new RevisionId("a")),
                List.of(),
                Set.of(),
                "",
                RevisionKind.SCHEMA,
                new DrawnHistory.InMemorySource("copy_of_b.sql"));
        List<Revision> revisions =
                List.of(revisions("a").get(0), revisions("b <- a").get(0), copy);

        Problem problem = problemOf(revisions);

        assertThat(problem.code()).isEqualTo(RevisionProblem.DUPLICATE_ID);
        assertThat(problem.headline()).isEqualTo("revision \"b\" exists twice, in b.sql and in copy_of_b.sql");
    }

    @Test
    void idsThatDifferOnlyInCaseAreRefusedBecauseManyFileSystemsCannotTellThemApart() {
        Problem problem = problemOf("abCd", "abcd <- abCd");

        assertThat(problem.code()).isEqualTo(RevisionProblem.IDS_DIFFER_ONLY_IN_CASE);
        assertThat(problem.headline()).contains("\"abCd\" (abCd.sql)").contains("\"abcd\" (abcd.sql)");
    }

    @Test
    void aMissingParentIsNamedWithTheNearestId() {
        Problem problem = problemOf("8f2c41aa03b1", "51d0c3e7a9f4 <- 8f2c41aa03b7");

        assertThat(problem.code()).isEqualTo(RevisionProblem.MISSING_PARENT);
        assertThat(problem.headline())
                .isEqualTo("parent \"8f2c41aa03b7\" of revision \"51d0c3e7a9f4\" in 51d0c3e7a9f4.sql does not exist");
        assertThat(problem.remedy()).startsWith("did you mean \"8f2c41aa03b1\"?");
    }

    @Test
    void aMissingDependencyIsNamedToo() {
        Problem problem = problemOf("abcd1", "b needs abcd2");

        assertThat(problem.code()).isEqualTo(RevisionProblem.MISSING_DEPENDENCY);
        assertThat(problem.headline()).isEqualTo("dependency \"abcd2\" of revision \"b\" in b.sql does not exist");
        assertThat(problem.remedy()).startsWith("did you mean \"abcd1\"?");
    }

    @Test
    void aDependencyByAnAmbiguousPrefixListsTheCandidates() {
        Problem problem = problemOf("abcd1", "abcd2", "b needs abcd");

        assertThat(problem.code()).isEqualTo(RevisionProblem.AMBIGUOUS_PREFIX);
        assertThat(problem.details()).containsExactly("abcd1", "abcd2");
    }

    @Test
    void aLabelBelongsToOneRevision() {
        Problem problem = problemOf("a", "b <- a", "c <- b #xy1", "d", "e <- d #xy1", "f <- e");

        assertThat(problem.code()).isEqualTo(RevisionProblem.LABEL_USED_TWICE);
        assertThat(problem.headline())
                .contains("\"xy1\"")
                .contains("\"c\" in c.sql")
                .contains("\"e\" in e.sql");
    }

    @Test
    void aLabelIsNeitherAnIdNorAReservedWordNorPartOfTheGrammar() {
        assertThat(problemOf("a", "b #a").headline()).contains("also the id of a revision, in a.sql");
        assertThat(problemOf("b #head").headline()).contains("\"head\"").contains("means something else");
        assertThat(problemOf("b #shop-line").headline())
                .contains("\"shop-line\"")
                .contains("label@head");
    }

    @Test
    void aReservedWordIsNoId() {
        Problem problem = problemOf("base");

        assertThat(problem.code()).isEqualTo(RevisionProblem.RESERVED_ID);
    }

    @Test
    void aRevisionDoesNotFollowItself() {
        assertThat(problemOf("a <- a").headline()).isEqualTo("revision \"a\" in a.sql is its own parent");
        assertThat(problemOf("a", "b <- a b").code()).isEqualTo(RevisionProblem.STANDS_ON_ITSELF);
        assertThat(problemOf("a <- a", "b <- a", "c <- b").code()).isEqualTo(RevisionProblem.STANDS_ON_ITSELF);
    }

    @Test
    void aRevisionDoesNotDependOnItself() {
        assertThat(problemOf("a needs a").headline()).isEqualTo("revision \"a\" in a.sql depends on itself");
        assertThat(problemOf("a #line needs line").headline())
                .isEqualTo("revision \"a\" in a.sql depends on itself, as \"line\"");
    }

    @Test
    void aCycleIsToldByItsLinksAndNothingElse() {
        Problem problem = problemOf("x", "y <- x", "a <- c", "b <- a", "c <- b", "above <- c", "higher <- above");

        assertThat(problem.code()).isEqualTo(RevisionProblem.CYCLE);
        assertThat(problem.headline()).isEqualTo("revisions \"a\", \"c\", \"b\" are each other's ancestors");
        assertThat(problem.details())
                .containsExactly("a follows c (a.sql)", "c follows b (c.sql)", "b follows a (b.sql)");
    }

    @Test
    void aCycleWithATailBelowOrBetweenTwoCyclesNamesOneCycleOnly() {
        assertThat(problemOf("t", "a <- t c", "b <- a", "c <- b").headline())
                .isEqualTo("revisions \"a\", \"c\", \"b\" are each other's ancestors");
        assertThat(problemOf("m <- n", "n <- m", "between <- n", "p <- q between", "q <- p")
                        .headline())
                .isEqualTo("revisions \"m\", \"n\" are each other's ancestors");
    }

    @Test
    void aCycleThroughADependencySaysWhichLinkIsTheDependency() {
        Problem problem = problemOf("a needs c", "b <- a", "c <- b", "d <- c");

        assertThat(problem.headline()).isEqualTo("revisions \"a\", \"c\", \"b\" wait for each other");
        assertThat(problem.details())
                .containsExactly("a depends on c (a.sql)", "c follows b (c.sql)", "b follows a (b.sql)");
    }

    @Test
    void idsThatContainOneAnotherAreNoCycle() {
        RevisionGraph graph = graph("user", "user_foo <- user", "userfoo <- user_foo");

        assertThat(graph.heads()).extracting(Revision::id).containsExactly(new RevisionId("userfoo"));
    }

    @Test
    void dependingOnAnAncestorIsIdleAndAllowed() {
        RevisionGraph graph = graph("a", "b <- a", "c <- b needs a b");

        assertThat(graph.revisions()).hasSize(3);
    }

    @Test
    void oneProblemIsThrownAndTheOthersAreNamedWithIt() {
        Problem problem = problemOf("a <- nowhere", "b needs elsewhere");

        assertThat(problem.code()).isEqualTo(RevisionProblem.MISSING_PARENT);
        assertThat(problem.details())
                .containsExactly("also RV104: dependency \"elsewhere\" of revision \"b\" in b.sql does not exist");
        assertThat(RevisionGraph.problemsIn(revisions("a <- nowhere", "b needs elsewhere")))
                .hasSize(2);
    }

    private static Problem problemOf(String... lines) {
        return problemOf(revisions(lines));
    }

    private static Problem problemOf(Collection<Revision> revisions) {
        return catchThrowableOfType(SegueException.class, () -> RevisionGraph.of(revisions))
                .problem();
    }
}
