package dev.segue.plan;

import static dev.segue.sql.DataTypes.BIGINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.operation.AddConstraint;
import dev.segue.operation.Operation;
import dev.segue.operation.Operations;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrderTest {

    private final Order order = new Order();

    @Test
    void anIndexOnRowsThatAreFilledIsBuiltBehindTheFilling() {
        order.remember(
                asked(op -> op.table("users").renameColumn("a", "b")),
                steps(Phase.EXPAND, Phase.MIGRATE, Phase.CONTRACT));
        Operation index = asked(op -> op.table("users").createIndex("i", draft -> draft.on("b")));

        order.refuseConflict(index);
        Recipe moved = order.moved(index, Recipe.of(steps(Phase.EXPAND)));

        assertThat(moved.steps()).extracting(Step::phase).containsExactly(Phase.MIGRATE);
    }

    @Test
    void anIndexOnAnotherTableStaysWhereItIs() {
        order.remember(asked(op -> op.table("users").renameColumn("a", "b")), steps(Phase.MIGRATE));
        Operation index = asked(op -> op.table("orders").createIndex("i", draft -> draft.on("b")));

        Recipe moved = order.moved(index, Recipe.of(steps(Phase.EXPAND)));

        assertThat(moved.steps()).extracting(Step::phase).containsExactly(Phase.EXPAND);
    }

    @Test
    void aNameThatIsFreedLaterCannotBeTaken() {
        order.remember(asked(op -> op.table("users").dropColumn("a")), steps(Phase.CONTRACT));

        assertWaits(asked(op -> op.table("users").addColumn("a", BIGINT)));
        assertWaits(asked(op -> op.table("users").renameColumn("b", "a")));
        order.refuseConflict(asked(op -> op.table("orders").addColumn("a", BIGINT)));
    }

    @Test
    void theSameTableIsKnownWithItsSchemaAndWithout() {
        order.remember(asked(op -> op.table("public.users").dropColumn("a")), steps(Phase.CONTRACT));

        assertWaits(asked(op -> op.table("users").addColumn("a", BIGINT)));
    }

    @Test
    void aTableThatIsDroppedLaterCannotBeMadeAgain() {
        order.remember(asked(op -> op.dropTable("users")), steps(Phase.CONTRACT));

        assertWaits(asked(op -> op.createTable("users", table -> table.column("id", BIGINT))));
        assertWaits(asked(op -> op.renameTable("people", "users")));
    }

    @Test
    void aColumnThatIsThereTwiceIsLeftAlone() {
        order.remember(asked(op -> op.table("users").renameColumn("a", "b")), steps(Phase.EXPAND, Phase.CONTRACT));

        assertWaits(asked(op -> op.table("users").changeType("b", BIGINT)));
        assertWaits(asked(op -> op.table("users").renameColumn("b", "c")));
        assertWaits(asked(op -> op.table("users").dropColumn("a")));
    }

    @Test
    void twoReplacementsOfAColumnAreNamedTogether() {
        order.goTo("8f2c41aa03b1");
        order.remember(asked(op -> op.table("users").renameColumn("a", "b")), steps(Phase.EXPAND, Phase.CONTRACT));

        assertThatThrownBy(
                        () -> order.refuseConflict(asked(op -> op.table("users").changeType("b", BIGINT))))
                .hasMessageContaining("both replace column users.b, which one revision can do only once")
                .hasMessageContaining("put the second one into a later revision");
    }

    @Test
    void whatWaitsForAnotherRevisionIsToldWhichToContract() {
        Operation again = asked(op -> op.table("users").addColumn("a", BIGINT));
        order.goToHeld("8f2c41aa03b1");
        order.remember(asked(op -> op.table("users").dropColumn("a")), steps(Phase.CONTRACT));
        order.goTo("9a4d00c2e7f1");

        assertThatThrownBy(() -> order.refuseConflict(again))
                .hasMessageContaining("of revision 8f2c41aa03b1 is contracted")
                .hasMessageContaining("fix: run `segue contract 8f2c41aa03b1` first");
    }

    @Test
    void whatWaitsForARevisionOfTheSameRunIsToldHowFarToGo() {
        order.goTo("8f2c41aa03b1");
        order.remember(asked(op -> op.table("users").dropColumn("a")), steps(Phase.CONTRACT));
        order.goTo("9a4d00c2e7f1");

        assertThatThrownBy(
                        () -> order.refuseConflict(asked(op -> op.table("users").addColumn("a", BIGINT))))
                .hasMessageContaining(
                        "fix: go only as far as revision 8f2c41aa03b1 and run `segue contract 8f2c41aa03b1`");
    }

    @Test
    void aPrimaryKeyWaitsUntilItsColumnsHoldNoNull() {
        order.remember(asked(op -> op.table("users").setNotNull("id")), steps(Phase.CONTRACT));
        Operation key = new AddConstraint(
                TableName.of("users"),
                new Constraint.PrimaryKey(
                        Optional.empty(), List.of(SqlName.of("id")), List.of(), Deferral.NOT_DEFERRABLE, ""),
                false);

        assertWaits(key);
    }

    @Test
    void inALaterRevisionNothingIsBuiltOnAColumnThatHasItsTypeOnlyLater() {
        order.remember(asked(op -> op.table("users").changeType("a", BIGINT)), steps(Phase.EXPAND, Phase.CONTRACT));
        order.refuseConflict(asked(op -> op.table("users").createIndex("i", index -> index.on("a"))));

        order.goTo("another");

        assertWaits(asked(op -> op.table("users").createIndex("i", index -> index.on("a"))));
        assertWaits(asked(
                op -> op.table("users").createIndex("i", index -> index.on("b").where("a > 0"))));
        assertWaits(asked(op -> op.table("users").addCheck("positive", "a > 0")));
        order.refuseConflict(asked(op -> op.table("users").createIndex("i", index -> index.on("b"))));
    }

    @Test
    void whatIsDoneAtOnceIsInNobodysWay() {
        order.remember(asked(op -> op.table("users").dropColumn("a")), steps(Phase.EXPAND));

        order.refuseConflict(asked(op -> op.table("users").addColumn("a", BIGINT)));
    }

    @Test
    void aDefaultThatAnotherRevisionStillTakesAwayIsNotSet() {
        order.goTo("first");
        order.remember(asked(op -> op.table("users").dropDefault("a")), steps(Phase.CONTRACT));
        order.goTo("second");

        assertWaits(asked(op -> op.table("users").setDefault("a", "1")));
        order.refuseConflict(asked(op -> op.table("users").setDefault("b", "1")));
    }

    private void assertWaits(Operation operation) {
        assertThatThrownBy(() -> order.refuseConflict(operation))
                .hasMessageContaining("PL106")
                .hasMessageContaining(operation.summary());
    }

    private static Operation asked(Consumer<Operations> notes) {
        Operations operations = new Operations(SqlSyntax.POSTGRESQL, "test");
        notes.accept(operations);
        return operations.noted().get(0);
    }

    private static List<Step> steps(Phase... phases) {
        return Arrays.stream(phases)
                .map(phase -> Step.separate(
                        phase, "a step", SqlStatement.of("test", "SELECT 1", SqlSyntax.POSTGRESQL), Impact.NONE))
                .toList();
    }
}
