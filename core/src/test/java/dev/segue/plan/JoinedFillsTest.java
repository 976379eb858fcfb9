package dev.segue.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.operation.Phase;
import dev.segue.revision.Revision;
import dev.segue.revision.file.RevisionFolder;
import dev.segue.revision.file.SqlRevision;
import dev.segue.schema.Column;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.schema.TableSize;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import dev.segue.step.Rollout;
import dev.segue.step.RowWork;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations of one revision go through the rows of a table together where that comes out the same. */
class JoinedFillsTest {

    private static final Ground GROUND = new GroundInMemory(schema());

    private static final String TWO_TYPES = """
            ALTER TABLE items ALTER COLUMN price TYPE double precision;
            ALTER TABLE items ALTER COLUMN stock TYPE bigint;
            """;

    @TempDir
    Path folder;

    private final Planner planner =
            new Planner(new PostgresqlDialect(), PlanningOptions.of(TransactionScope.REVISION, Rollout.PHASED));

    @Test
    void twoTypesAreChangedInOneWayThroughTheTable() {
        List<Step> fills = fills(TWO_TYPES);

        assertThat(fills).hasSize(1);
        assertThat(fills.get(0).summary())
                .isEqualTo("fill public.items.segue_shadow_aaaa0000_price from price"
                        + " and fill public.items.segue_shadow_aaaa0000_stock from stock");
        assertThat(work(fills.get(0)).assignments()).isEqualTo("""
                "segue_shadow_aaaa0000_price" = CAST("price" AS double precision),
                  "segue_shadow_aaaa0000_stock" = CAST("stock" AS bigint)""");
        assertThat(work(fills.get(0)).guard()).isEqualTo("""
                (("segue_shadow_aaaa0000_price")::text IS DISTINCT FROM (CAST("price" AS double precision))::text
                  )
                  OR ("segue_shadow_aaaa0000_stock" IS DISTINCT FROM CAST("stock" AS bigint)
                  )""");
        assertThat(work(fills.get(0)).losses()).extracting(RowWork.Loss::column).containsExactly("price", "stock");
    }

    @Test
    void bothMirrorsAreThereBeforeAndBothChecksComeBehind() {
        List<Step> steps = planned(TWO_TYPES).allSteps();
        int fill = places(steps, "fill ").get(0);

        assertThat(places(steps, "add segue_shadow")).hasSize(2).allMatch(place -> place < fill);
        assertThat(places(
                        steps.stream()
                                .filter(step -> step.phase() == Phase.MIGRATE)
                                .toList(),
                        "make sure that in every row"))
                .hasSize(2);
        assertThat(steps.get(fill).phase()).isEqualTo(Phase.MIGRATE);
        assertThat(steps).extracting(Step::ordinal).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theFillBelongsToBothOperationsAndEachKeepsItsWayBack() {
        PlannedRevision planned = planned(TWO_TYPES);
        int fill = fillsOf(planned).get(0).ordinal();

        assertThat(planned.shares()).hasSize(2).allSatisfy(share -> {
            assertThat(share.ordinals()).contains(fill);
            assertThat(share.retreat()).hasSize(1);
        });
        assertThat(planned.shares().get(0).ordinals())
                .filteredOn(planned.shares().get(1).ordinals()::contains)
                .containsExactly(fill);
    }

    @Test
    void whatIsKeptOfItIsReadBack() {
        PlannedRevision planned = planned(TWO_TYPES);
        KeptPlan kept = planned.kept();

        KeptPlan readBack = new KeptPlanText(
                        SqlSyntax.POSTGRESQL, planned.revision().source()::content)
                .read(KeptPlanText.write(kept));

        assertThat(KeptPlanText.write(readBack)).isEqualTo(KeptPlanText.write(kept));
        assertThat(readBack.steps())
                .extracting(Step::checksum)
                .isEqualTo(kept.steps().stream().map(Step::checksum).toList());
    }

    @Test
    void theWayBackFillsOnceToo() {
        Plan downgrade = planner.downgrade(List.of(revision("SELECT 1;", TWO_TYPES)), GROUND);

        assertThat(fillsOf(downgrade.revisions().get(0))).hasSize(1);
    }

    @Test
    void oneStatementOfSeveralPartsIsOneFill() {
        assertThat(fills("ALTER TABLE items ALTER COLUMN price TYPE double precision, ALTER COLUMN stock TYPE bigint,"
                        + " ALTER COLUMN weight TYPE bigint;"))
                .hasSize(1);
    }

    @Test
    void aRenameANewTypeAndAComputedColumnAreOneFill() {
        List<Step> fills = fills("""
                ALTER TABLE items RENAME COLUMN note TO remark;
                -- segue:value price * 2
                ALTER TABLE items ADD COLUMN doubled numeric(12, 2);
                ALTER TABLE items ALTER COLUMN stock TYPE bigint;
                """);

        assertThat(fills).hasSize(1);
        assertThat(work(fills.get(0)).assignments()).isEqualTo("""
                "remark" = "note",
                  "doubled" = CASE WHEN "doubled" IS NULL THEN CAST((price * 2
                  ) AS numeric(12,2)) ELSE "doubled" END,
                  "segue_shadow_aaaa0000_stock" = CAST("stock" AS bigint)""");
    }

    @Test
    void byItselfAComputedColumnIsAssignedAsItIsWritten() {
        List<Step> fills = fills("-- segue:value price * 2\nALTER TABLE items ADD COLUMN doubled numeric(12, 2);");

        assertThat(work(fills.get(0)).assignments()).isEqualTo("\"doubled\" = price * 2");
    }

    @Test
    void whatIsBuiltInBetweenIsNoHindrance() {
        assertThat(fills("""
                ALTER TABLE items ALTER COLUMN price TYPE double precision;
                CREATE INDEX items_price ON items (price);
                ALTER TABLE other ALTER COLUMN stock TYPE bigint;
                ALTER TABLE items ALTER COLUMN stock TYPE bigint;
                """))
                .extracting(Step::summary)
                .satisfiesExactly(
                        items -> assertThat(items).contains("items", "price", "stock"),
                        other -> assertThat(other).contains("other", "stock"));
    }

    @Test
    void whatLooksAtAColumnThatTheOtherFillsComesBehindIt() {
        assertThat(fills("""
                ALTER TABLE items RENAME COLUMN weight TO grams;
                -- segue:value grams * 2
                ALTER TABLE items ADD COLUMN doubled integer;
                ALTER TABLE items ALTER COLUMN stock TYPE bigint;
                """))
                .extracting(Step::summary)
                .satisfiesExactly(
                        first -> assertThat(first).contains("grams"),
                        second -> assertThat(second).contains("doubled", "stock"));
    }

    @Test
    void aFillThatLooksAtWholeRowsOrAtOthersStaysByItself() {
        for (String value :
                List.of("to_json(items)::text", "(SELECT max(note) FROM items)", "items.*::text", "(TABLE items)")) {
            assertThat(fills("ALTER TABLE items ALTER COLUMN stock TYPE bigint;\n-- segue:value " + value
                            + "\nALTER TABLE items ADD COLUMN written text;"))
                    .as(value)
                    .hasSize(2);
        }
        assertThat(fills("ALTER TABLE items ALTER COLUMN stock TYPE bigint;\n-- segue:value items.note || ' items'"
                        + "\nALTER TABLE items ADD COLUMN written text;"))
                .hasSize(1);
    }

    @Test
    void aCastThatWouldCutOffWhatAnAssignmentRefusesIsNotMade() {
        assertThat(fills("ALTER TABLE items ALTER COLUMN stock TYPE bigint;\n-- segue:value note"
                        + "\nALTER TABLE items ADD COLUMN short varchar(5);"))
                .hasSize(2);
    }

    @Test
    void nothingIsMovedAcrossWhatTheUserHasWritten() {
        assertThat(fills("""
                ALTER TABLE items ALTER COLUMN price TYPE double precision;
                -- segue:backfill
                UPDATE items SET note = 'x' WHERE note IS NULL;
                ALTER TABLE items ALTER COLUMN stock TYPE bigint;
                """)).hasSize(3);
        assertThat(fills("""
                ALTER TABLE items ALTER COLUMN price TYPE double precision;
                -- segue:phase migrate
                UPDATE items SET stock = 0 WHERE stock < 0;
                ALTER TABLE items ALTER COLUMN stock TYPE bigint;
                """)).hasSize(2);
    }

    private static List<Integer> places(List<Step> steps, String beginning) {
        return IntStream.range(0, steps.size())
                .filter(place -> steps.get(place).summary().startsWith(beginning))
                .boxed()
                .toList();
    }

    private static RowWork.Assign work(Step fill) {
        return (RowWork.Assign) ((StepAction.FillRows) fill.action()).work();
    }

    private List<Step> fills(String upgrade) {
        return fillsOf(planned(upgrade));
    }

    private static List<Step> fillsOf(PlannedRevision planned) {
        return planned.allSteps().stream()
                .filter(step -> step.action() instanceof StepAction.FillRows)
                .toList();
    }

    private PlannedRevision planned(String upgrade) {
        return planned(upgrade, schema());
    }

    private PlannedRevision planned(String upgrade, Schema schema) {
        Revision revision = revision(upgrade, "-- segue:nothing \"for the test\"");
        return planner.upgrade(List.of(revision), new GroundInMemory(schema))
                .revisions()
                .get(0);
    }

    private Revision revision(String upgrade, String downgrade) {
        try {
            Files.writeString(
                    folder.resolve("r.sql"),
                    "-- segue:revision aaaa00000001\n-- segue:upgrade\n" + upgrade + "\n-- segue:downgrade\n"
                            + downgrade);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return SqlRevision.read(RevisionFolder.list(folder, folder).get(0).read(), SqlSyntax.POSTGRESQL);
    }

    private static Schema schema() {
        List<Column> columns = List.of(
                Column.nullable("id", "integer").required(),
                Column.nullable("price", "numeric(10,2)"),
                Column.nullable("stock", "integer"),
                Column.nullable("weight", "integer"),
                Column.nullable("note", "text"));
        return new Schema(
                SqlSyntax.POSTGRESQL,
                List.of(SqlName.of("public")),
                List.of(
                        Table.of(TableName.of("public", "items"), columns).withSize(TableSize.UNKNOWN),
                        Table.of(TableName.of("public", "other"), columns).withSize(TableSize.UNKNOWN)),
                List.of(),
                List.of(),
                List.of());
    }
}
