package dev.segue.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.ddl.DrivenStatementReader;
import dev.segue.operation.BackfillCode;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Question;
import dev.segue.step.Recovery;
import dev.segue.step.RowWork;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptPlanTextTest {

    private static final RunCode CODE = new RunCode("count \"them\"", session -> {});

    private static final String UPDATE = "WITH w AS (SELECT 1) UPDATE app.orders SET note = 'secret', n = 1"
            + " FROM w WHERE app.orders.note IS NULL RETURNING n";

    private static final BackfillCode COMPUTED = new BackfillCode(
            TableName.of("orders"),
            List.of(SqlName.of("payload")),
            List.of(SqlName.of("total"), SqlName.of("Odd")),
            Optional.empty(),
            row -> null,
            FillSettings.DEFAULT);

    private static final RevisionContent CONTENT = new RevisionContent(
            List.of(
                    CODE,
                    ExecuteSql.verbatim(statement("ALTER ROLE x PASSWORD 'secret'")),
                    ExecuteSql.verbatim(statement(UPDATE)),
                    COMPUTED),
            new Downgrade.Nothing("for the test"),
            TransactionWish.DEFAULT);

    private final KeptPlanText text = new KeptPlanText(SqlSyntax.POSTGRESQL, () -> CONTENT);

    @Test
    void everyKindOfStepIsReadBackAsItWas() {
        Impact impact = new Impact(
                List.of(new Impact.Lock(TableName.of("Odd \"schema", "größe"), LockLevel.ACCESS_EXCLUSIVE)),
                Impact.Duration.SCAN,
                1_000_000_000_000L,
                -1);
        SqlStatement index = statement("CREATE INDEX CONCURRENTLY \"i\" ON t (c) -- odd\n WHERE c <> $$ '; $$");
        List<Step> steps = List.of(
                Step.separate(Phase.EXPAND, "add", statement("ALTER TABLE t ADD c int"), impact)
                        .at(1),
                Step.of(
                                Phase.MIGRATE,
                                "index",
                                new StepAction.RunStatement(index),
                                TransactionMode.ALONE,
                                new Recovery.Probe(
                                        Question.of("SELECT ? AS state", "a"),
                                        Optional.of(new Question("SELECT 1", List.of())),
                                        true),
                                Impact.NONE)
                        .at(2),
                alone(StepAction.FillRows.assigning(TableName.of("a", "b"), "c = d", "TRUE"), new Recovery.RunAgain())
                        .at(3),
                alone(
                                new StepAction.RequireNone("SELECT 'x' AS offence", "nothing", "mend it"),
                                new Recovery.AskOperator("sure?", Optional.of(Question.of("SELECT 2"))))
                        .at(4),
                Step.of(
                                Phase.CONTRACT,
                                "code",
                                new StepAction.CallCode(CODE.description(), CODE.code()),
                                TransactionMode.SHARED,
                                new Recovery.Atomic(),
                                Impact.UNKNOWN)
                        .at(5));
        KeptPlan plan = new KeptPlan(
                "abc",
                steps,
                List.of(new Share(2, "what", List.of(1, 3), List.of(steps.get(0).at(0)))));

        KeptPlan readBack = text.read(KeptPlanText.write(plan));

        assertThat(KeptPlanText.write(readBack)).isEqualTo(KeptPlanText.write(plan));
        assertThat(readBack.steps()).hasSameSizeAs(steps);
        assertThat(readBack.steps().get(1).recovery()).isEqualTo(steps.get(1).recovery());
        assertThat(readBack.steps().get(2)).isEqualTo(steps.get(2));
        assertThat(readBack.steps().get(3)).isEqualTo(steps.get(3));
        assertThat(readBack.steps().get(4)).isEqualTo(steps.get(4));
        assertThat(readBack.shares().get(0).ordinals()).containsExactly(1, 3);
    }

    @Test
    void rowsOfACopyStayWithTheirStatement() {
        SqlStatement copy = SqlScanner.scan(
                        new SourceText("x", "COPY t FROM stdin;\n1\ta\n2\t;\n\\.\n"), SqlSyntax.POSTGRESQL)
                .statements()
                .get(0);
        KeptPlan plan = new KeptPlan(
                "abc",
                List.of(Step.separate(Phase.EXPAND, "copy", copy, Impact.NONE).at(1)),
                List.of());

        StepAction action = text.read(KeptPlanText.write(plan)).steps().get(0).action();

        assertThat(((StepAction.RunStatement) action).statement().copyData()).isEqualTo(copy.copyData());
    }

    @Test
    void theJournalLeavesStatementsInTheirRevision() {
        SqlStatement written = ((ExecuteSql) CONTENT.upgrade().get(1)).statement();
        KeptPlan plan = new KeptPlan(
                "abc",
                List.of(Step.separate(Phase.EXPAND, "alter role", written, Impact.NONE)
                        .at(1)),
                List.of());

        String kept = KeptPlanText.write(plan, CONTENT);
        KeptPlan readBack = text.read(kept);

        assertThat(kept).doesNotContain("secret");
        assertThat(readBack).isEqualTo(plan);
    }

    @Test
    void aLossThatWasKeptWithoutItsColumnIsStillLookedFor() {
        RowWork.Assign work =
                new RowWork.Assign("c = d", "c IS NULL", List.of(new RowWork.Loss("d", "d = 0")), Optional.empty());
        KeptPlan plan = new KeptPlan(
                "abc",
                List.of(alone(
                                new StepAction.FillRows(TableName.of("a", "b"), work, FillSettings.DEFAULT),
                                new Recovery.RunAgain())
                        .at(1)),
                List.of());
        String kept = KeptPlanText.write(plan);
        String ofEarlierVersion = kept.replaceAll("\"losses\":\\s*\\[[^]]*]", "\"loss\": \"d = 0\"");

        RowWork readBack = ((StepAction.FillRows)
                        text.read(ofEarlierVersion).steps().get(0).action())
                .work();

        assertThat(text.read(kept)).isEqualTo(plan);
        assertThat(ofEarlierVersion).isNotEqualTo(kept);
        assertThat(((RowWork.Assign) readBack).losses()).containsExactly(new RowWork.Loss("a column", "d = 0"));
    }

    @Test
    void aLookIsReadBackAlsoWhereItWasKeptAsAnAssignmentToNoRow() {
        StepAction.FillRows look = new StepAction.FillRows(
                TableName.of("a", "b"),
                new RowWork.Look("c = d || e", new RowWork.Loss("c", "c <> d || e")),
                FillSettings.DEFAULT);
        KeptPlan plan =
                new KeptPlan("abc", List.of(alone(look, new Recovery.RunAgain()).at(1)), List.of());
        String kept = KeptPlanText.write(plan);
        String ofEarlierVersion =
                kept.replace("\"wayBack\": \"c = d || e\"", "\"assignments\": \"c = d || e\", \"guard\": \"FALSE\"");

        assertThat(text.read(kept)).isEqualTo(plan);
        assertThat(ofEarlierVersion).isNotEqualTo(kept);
        assertThat(text.read(ofEarlierVersion)).isEqualTo(plan);
        assertThat(look.checksum())
                .isEqualTo(StepAction.FillRows.assigning(look.table(), "c = d || e", "FALSE")
                        .checksum());
    }

    @Test
    void aConditionThatHoldsForNoRowIsNoLook() {
        StepAction.FillRows nothing = StepAction.FillRows.assigning(TableName.of("a", "b"), "c = d", "FALSE");
        KeptPlan plan = new KeptPlan(
                "abc", List.of(alone(nothing, new Recovery.RunAgain()).at(1)), List.of());

        assertThat(nothing.onlyLooks()).isFalse();
        assertThat(text.read(KeptPlanText.write(plan))).isEqualTo(plan);
    }

    @Test
    void workInBatchesIsReadBackAsItWas() {
        FillSettings settings = new FillSettings(
                Optional.of(5L),
                Optional.of(Duration.ofMillis(300)),
                Optional.of(2),
                List.of("max-rate=5"),
                Optional.of(FillSettings.Verify.GUARD),
                Optional.of(FillSettings.Triggers.FIRE));
        RowWork statement = new RowWork.UserStatement(DrivenStatementReader.read(statement(UPDATE), Optional.empty()));
        RowWork function = new RowWork.RowFunction(
                COMPUTED.read(), COMPUTED.written(), "total IS NULL", COMPUTED.summary(), COMPUTED.code());
        KeptPlan plan = new KeptPlan(
                "abc",
                List.of(
                        alone(
                                        new StepAction.FillRows(TableName.of("app", "orders"), statement, settings),
                                        new Recovery.RunAgain())
                                .at(1),
                        alone(
                                        new StepAction.FillRows(TableName.of("orders"), function, FillSettings.DEFAULT),
                                        new Recovery.RunAgain())
                                .at(2)),
                List.of());

        String kept = KeptPlanText.write(plan, CONTENT);

        assertThat(kept).doesNotContain("secret");
        assertThat(text.read(kept)).isEqualTo(plan);
        StepAction.FillRows whole = (StepAction.FillRows)
                text.read(KeptPlanText.write(plan)).steps().get(0).action();
        assertThat(((RowWork.UserStatement) whole.work()).statement().over("r", "RANGE"))
                .isEqualTo(((RowWork.UserStatement) statement).statement().over("r", "RANGE"));
    }

    @Test
    void codeThatIsGoneIsAProblem() {
        Step step = Step.of(
                Phase.EXPAND,
                "code",
                new StepAction.CallCode("gone", session -> {}),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                Impact.UNKNOWN);
        String written = KeptPlanText.write(new KeptPlan("abc", List.of(step.at(1)), List.of()));

        assertThatThrownBy(() -> text.read(written))
                .isInstanceOf(SegueException.class)
                .hasMessageContaining("PL107")
                .hasMessageContaining("gone");
    }

    private static Step alone(StepAction action, Recovery recovery) {
        return Step.of(Phase.MIGRATE, "alone", action, TransactionMode.ALONE, recovery, Impact.NONE);
    }

    private static SqlStatement statement(String sql) {
        return SqlStatement.of("test", sql, SqlSyntax.POSTGRESQL);
    }
}
