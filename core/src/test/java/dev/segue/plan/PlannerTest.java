package dev.segue.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.Operation;
import dev.segue.operation.Operations;
import dev.segue.problem.ProblemCode;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.RevisionSource;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlSyntax;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import dev.segue.step.TransactionScope;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Ground NOTHING_KNOWN = new GroundInMemory(Schema.unknown(SqlSyntax.POSTGRESQL));

    private final Planner planner =
            new Planner(new PostgresqlDialect(), PlanningOptions.of(TransactionScope.REVISION, Rollout.DIRECT));

    @Test
    void aRevisionOfOrdinaryStatementsIsAtomic() {
        Plan plan =
                planner.upgrade(List.of(revision("CREATE TABLE a (b int); CREATE INDEX i ON a (b);")), NOTHING_KNOWN);

        assertThat(plan.stepCount()).isEqualTo(2);
        assertThat(plan.revisions().get(0).isAtomic()).isTrue();
    }

    @Test
    void aConcurrentIndexTakesARevisionApart() {
        Plan plan = planner.upgrade(
                List.of(revision("ALTER TABLE a ADD c int; CREATE INDEX CONCURRENTLY i ON a (c);")), NOTHING_KNOWN);

        assertThat(plan.revisions().get(0).isAtomic()).isFalse();
        assertThat(plan.revisions().get(0).steps())
                .extracting(Step::transactionMode)
                .containsExactly(TransactionMode.SHARED, TransactionMode.ALONE);
    }

    @Test
    void aTransactionAroundTheWholeFileIsLeftOut() {
        Plan plan = planner.upgrade(List.of(revision("BEGIN; CREATE TABLE a (b int); COMMIT;")), NOTHING_KNOWN);

        assertThat(plan.revisions().get(0).steps()).extracting(Step::summary).containsExactly("CREATE TABLE a (b int)");
    }

    @Test
    void aCommitInTheMiddleIsRefusedWithItsPlace() {
        Revision revision = revision("CREATE TABLE a (b int);\nCOMMIT;\nCREATE TABLE c (d int);");

        assertThatThrownBy(() -> planner.upgrade(List.of(revision), NOTHING_KNOWN))
                .isInstanceOfSatisfying(SegueException.class, failure -> {
                    assertThat(failure.problem().code()).isEqualTo(PlanProblem.TRANSACTION_CONTROL);
                    assertThat(failure.problem().excerpt())
                            .hasValueSatisfying(
                                    place -> assertThat(place.place()).isEqualTo("test.sql:2:1"));
                });
    }

    @Test
    void oneTransactionForTheRunNeedsRevisionsThatAllow() {
        Planner atOnce = new Planner(new PostgresqlDialect(), PlanningOptions.of(TransactionScope.RUN, Rollout.DIRECT));

        refuses(
                PlanProblem.NOT_IN_ONE_TRANSACTION,
                () -> atOnce.upgrade(List.of(revision("VACUUM a;")), NOTHING_KNOWN));
    }

    @Test
    void aRevisionThatDoesNotSayHowItIsUndoneIsNotApplied() {
        Revision revision = revision("CREATE TABLE a (b int);", new Downgrade.Missing());

        refuses(PlanProblem.NO_DOWNGRADE, () -> planner.upgrade(List.of(revision), NOTHING_KNOWN));
    }

    @Test
    void anIrreversibleRevisionGoesUpAndNotDown() {
        Revision revision = revision("DROP TABLE a;", new Downgrade.Irreversible("the rows are gone"));

        assertThat(planner.upgrade(List.of(revision), NOTHING_KNOWN).stepCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> planner.downgrade(List.of(revision), NOTHING_KNOWN))
                .hasMessageContaining("PL102")
                .hasMessageContaining("the rows are gone");
    }

    @Test
    void nothingToUndoIsARevisionWithoutSteps() {
        Revision revision = revision("UPDATE a SET b = 1;", new Downgrade.Nothing("the column stays"));

        assertThat(planner.downgrade(List.of(revision), NOTHING_KNOWN).stepCount())
                .isZero();
    }

    @Test
    void stepsOfEqualStatementsAreToldApartByPlaceAndKnownByChecksum() {
        List<Step> steps = planner.upgrade(List.of(revision("VACUUM a; VACUUM a; VACUUM b;")), NOTHING_KNOWN)
                .revisions()
                .get(0)
                .steps();

        assertThat(steps).extracting(Step::ordinal).containsExactly(1, 2, 3);
        assertThat(steps.get(0).checksum()).isEqualTo(steps.get(1).checksum());
        assertThat(steps.get(0).checksum()).isNotEqualTo(steps.get(2).checksum());
    }

    private static void refuses(ProblemCode code, ThrowingCallable planning) {
        assertThatThrownBy(planning)
                .isInstanceOfSatisfying(
                        SegueException.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo(code));
    }

    private static Revision revision(String upgrade) {
        return revision(upgrade, new Downgrade.Nothing("for the test"));
    }

    private static Revision revision(String upgrade, Downgrade downgrade) {
        List<Operation> operations = new Operations(SqlSyntax.POSTGRESQL, "test.sql")
                .execute(upgrade)
                .noted();
        return new Revision(
                new RevisionId("aaaa00000001"),
                List.of(),
                List.of(),
                Set.of(),
                "for the test",
                RevisionKind.SCHEMA,
                new InMemory(new RevisionContent(operations, downgrade, TransactionWish.DEFAULT)));
    }

    private record InMemory(RevisionContent content) implements RevisionSource {

        @Override
        public String location() {
            return "test.sql";
        }

        @Override
        public String editedSince(String earlierFingerprint) {
            return location();
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public String checksum() {
            return "";
        }
    }
}
